package dev.millrace.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.artifact.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What happens in a run depends on its seed alone, so that a failure can be repeated. */
class DeterminismTest {

    private static final List<Long> SEEDS =
            LongStream.rangeClosed(1, 25).boxed().toList();

    @Test
    void aSeedDoesNotDependOnTheSeedsBeforeIt() {
        List<Long> reversed = new ArrayList<>(SEEDS);
        Collections.reverse(reversed);

        Map<Long, Sha256> digests = SeedDigests.of(SEEDS);

        assertThat(digests.values()).doesNotHaveDuplicates();
        assertThat(SeedDigests.of(reversed)).isEqualTo(digests);
        assertThat(SeedDigests.of(List.of(7L))).containsEntry(7L, digests.get(7L));
    }

    /** The order of immutable sets and identity hash codes differ from process to process. */
    @Test
    void aSeedDoesNotDependOnTheProcess() throws IOException, InterruptedException {
        assertThat(digestsOfAnotherProcess()).isEqualTo(SeedDigests.of(SEEDS));
    }

    private static Map<Long, Sha256> digestsOfAnotherProcess() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                SeedDigests.class.getName()));
        SEEDS.forEach(seed -> command.add(Long.toString(seed)));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Map<Long, Sha256> digests = new TreeMap<>();
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.matches("[0-9]+ [0-9a-f]{64}"))
                .map(line -> line.split(" ", 2))
                .forEach(line -> digests.put(Long.valueOf(line[0]), new Sha256(line[1])));
        assertThat(process.waitFor()).isZero();
        return digests;
    }
}
