package dev.millrace.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A replaced model's native memory is freed; measured in a process whose heap cannot grow. */
@EnabledOnOs(OS.LINUX)
class SwapMemoryTest {

    private static final long TOLERATED_KILOBYTES = 8_000;

    @ParameterizedTest
    @ValueSource(strings = {"image", "review"})
    void staysFlatOverThreeHundredSwaps(String task) throws IOException, InterruptedException {
        ProcessBuilder swaps = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms96m",
                        "-Xmx96m",
                        "-XX:+AlwaysPreTouch",
                        "-XX:+UseSerialGC",
                        // The optimising compiler's working memory varies by 20 MB.
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LoadAndClose.class.getName(),
                        task,
                        "300")
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        // Otherwise malloc keeps up to 10 MB of freed memory, which varies.
        swaps.environment()
                .putAll(Map.of(
                        "MALLOC_ARENA_MAX", "1",
                        "MALLOC_MMAP_THRESHOLD_", "65536",
                        "MALLOC_TRIM_THRESHOLD_", "65536"));
        Process process = swaps.start();

        List<Long> resident = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.matches("[0-9]+"))
                .map(Long::valueOf)
                .toList();

        assertThat(process.waitFor()).isZero();
        assertThat(resident).hasSize(2);
        System.out.println("Resident memory with " + task + " models, after 20 and 300 swaps: " + resident + " kB");
        assertThat(resident.get(1) - resident.get(0)).isLessThan(TOLERATED_KILOBYTES);
    }
}
