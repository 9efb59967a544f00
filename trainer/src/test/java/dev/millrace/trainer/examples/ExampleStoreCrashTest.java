package dev.millrace.trainer.examples;

import static dev.millrace.trainer.examples.Samples.contents;
import static dev.millrace.trainer.examples.Samples.example;
import static dev.millrace.trainer.examples.Samples.numbered;
import static dev.millrace.trainer.examples.Samples.padded;
import static dev.millrace.trainer.examples.Samples.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process leaves behind when it dies at any byte that it writes, and what a bad disk returns. */
final class ExampleStoreCrashTest {

    private static final StoreSettings SETTINGS = StoreSettings.of(new Retention(1_000, 0, 1), Shares.standard());

    @TempDir
    private Path directory;

    private final List<Map<String, String>> contentsAt = new ArrayList<>();
    private final List<Long> lengthAt = new ArrayList<>();

    @Test
    void comesBackToAWholeBatchAtAnyCutOfTheLog() throws IOException {
        Path killed = killedAfterFourBatches();
        byte[] log = Files.readAllBytes(only(killed, ".log"));

        for (int cut : cuts(log.length)) {
            Path copy = copyOf(killed, "cut-" + cut);
            Files.write(only(copy, ".log"), Arrays.copyOf(log, cut));
            int batches = batchesIn(cut);

            try (ExampleStore store = ExampleStore.open(copy, SETTINGS)) {
                assertThat(contents(store)).isEqualTo(contentsAt.get(batches));
                assertThat(store.progress().nextOffset("labelled", 0).orElse(0)).isEqualTo(2L * batches);
                store.append(List.of(example("after the crash", "a")), read(2L * batches, 2L * batches + 1));
                assertThat(contents(store)).containsKey("after the crash");
            }
        }
    }

    @Test
    void cutsATailWhoseBytesAreWrong() throws IOException {
        Path killed = killedAfterFourBatches();
        byte[] log = Files.readAllBytes(only(killed, ".log"));
        int tail = Math.toIntExact(lengthAt.get(3));
        byte[] zeroed = log.clone();
        Arrays.fill(zeroed, tail, zeroed.length, (byte) 0);
        byte[] flipped = log.clone();
        flipped[flipped.length - 20] ^= 1;

        for (byte[] wrong : List.of(zeroed, flipped)) {
            Files.write(only(killed, ".log"), wrong);
            Path copy = copyOf(killed, "copy-" + Arrays.hashCode(wrong));

            try (ExampleStore store = ExampleStore.open(copy, SETTINGS)) {
                assertThat(contents(store)).isEqualTo(contentsAt.get(3));
                assertThat(store.progress().nextOffset("labelled", 0)).hasValue(6);
            }
        }
    }

    @Test
    void refusesALogThatIsDamagedInTheMiddle() throws IOException {
        Path original = directory.resolve("original");
        Path killed;
        try (ExampleStore store = ExampleStore.open(original, SETTINGS)) {
            for (int i = 0; i < 100; i += 10) {
                store.append(padded(i, 10, "a"), read(i, i + 10));
            }
            killed = copyOf(original, "killed");
        }
        Path log = only(killed, ".log");
        byte[] bytes = Files.readAllBytes(log);
        bytes[20_000] ^= 1;
        Files.write(log, bytes);

        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(() -> ExampleStore.open(killed, SETTINGS))
                    .isInstanceOf(ExampleStoreException.class)
                    .hasMessageContaining(log.toString())
                    .hasMessageContaining("damaged");
            assertThat(log).hasBinaryContent(bytes);
        }
    }

    @Test
    void namesTheFileOfAContentThatIsDamaged() throws IOException {
        try (ExampleStore store = ExampleStore.open(directory, SETTINGS)) {
            store.append(padded(0, 100, "a"), read(0, 100));
        }
        List<String> names = new ArrayList<>();
        for (Path file : files(directory, ".sst")) {
            if (Files.size(file) > 100_000) {
                flip(file, 30_000);
                names.add(file.getFileName().toString());
            }
        }
        assertThat(names).hasSize(1);

        try (ExampleStore store = ExampleStore.open(directory, SETTINGS)) {
            assertThatThrownBy(() -> contents(store))
                    .isInstanceOf(ExampleStoreException.class)
                    .hasMessageContaining(names.get(0))
                    .hasMessageContaining("damaged");
        }
    }

    @Test
    void namesAFileThatIsMissing() throws IOException {
        try (ExampleStore store = ExampleStore.open(directory, SETTINGS)) {
            store.append(numbered(0, 3, "a"), read(0, 3));
        }
        Path missing = files(directory, ".sst").get(0);
        Files.delete(missing);

        assertThatThrownBy(() -> ExampleStore.open(directory, SETTINGS))
                .isInstanceOf(ExampleStoreException.class)
                .hasMessageContaining(missing.getFileName().toString());
    }

    @Test
    void namesAListOfFilesThatIsDamaged() throws IOException {
        ExampleStore.open(directory, SETTINGS).close();
        Path list = directory
                .resolve("examples")
                .resolve(Files.readString(directory.resolve("examples/CURRENT")).strip());
        flip(list, 30);

        assertThatThrownBy(() -> ExampleStore.open(directory, SETTINGS))
                .isInstanceOf(ExampleStoreException.class)
                .hasMessageContaining(list.getFileName().toString());
    }

    private Path killedAfterFourBatches() throws IOException {
        Path original = directory.resolve("original");
        try (ExampleStore store = ExampleStore.open(original, SETTINGS)) {
            for (int batch = 0; batch < 4; batch++) {
                contentsAt.add(contents(store));
                lengthAt.add(Files.size(only(original, ".log")));
                store.append(
                        List.of(example("batch " + batch, "a"), example("old", "label " + batch)),
                        read(2L * batch, 2L * batch + 2));
            }
            contentsAt.add(contents(store));
            lengthAt.add(Files.size(only(original, ".log")));
            return copyOf(original, "killed");
        }
    }

    /** Every seventeenth byte, and both sides of every end of a batch. */
    private Set<Integer> cuts(int length) {
        Set<Integer> cuts = new TreeSet<>();
        for (int cut = 0; cut < length; cut += 17) {
            cuts.add(cut);
        }
        for (long end : lengthAt) {
            cuts.addAll(List.of(Math.max(0, (int) end - 1), (int) end));
        }
        return cuts;
    }

    private int batchesIn(int cut) {
        int batches = 0;
        while (batches + 1 < lengthAt.size() && lengthAt.get(batches + 1) <= cut) {
            batches++;
        }
        return batches;
    }

    private Path copyOf(Path store, String name) throws IOException {
        Path copy = directory.resolve(name);
        Files.createDirectories(copy.resolve("examples"));
        try (Stream<Path> files = Files.list(store.resolve("examples"))) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve("examples").resolve(file.getFileName()));
            }
        }
        return copy;
    }

    private static void flip(Path file, int position) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[position] ^= 1;
        Files.write(file, bytes);
    }

    private static Path only(Path store, String ending) throws IOException {
        List<Path> files = files(store, ending);
        assertThat(files).hasSize(1);
        return files.get(0);
    }

    private static List<Path> files(Path store, String ending) throws IOException {
        try (Stream<Path> files = Files.list(store.resolve("examples"))) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }
}
