package dev.millrace.trainer.examples;

import static dev.millrace.testing.Await.until;
import static dev.millrace.trainer.examples.Samples.contents;
import static dev.millrace.trainer.examples.Samples.padded;
import static dev.millrace.trainer.examples.Samples.read;
import static dev.millrace.trainer.examples.Samples.smallFiles;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testing.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed while files are written, merged and deleted. */
final class ExampleStoreKillTest {

    private static final StoreSettings SETTINGS = smallFiles(new Retention(200, 100, 7));
    private static final int BATCH = 20;

    @TempDir
    private Path directory;

    /** Appends batches from where the store stopped, until it is killed. */
    static final class Appender {

        private Appender() {}

        public static void main(String[] arguments) throws IOException {
            try (ExampleStore store = ExampleStore.open(Path.of(System.getenv("STORE")), SETTINGS)) {
                for (int from = next(store); from < 1_000_000; from += BATCH) {
                    append(store, from);
                }
            }
        }
    }

    @Test
    void losesAndDuplicatesNothingHoweverOftenItIsKilled() throws IOException {
        Path killed = directory.resolve("killed");
        int reached = 0;
        for (int round = 0; round < 3; round++) {
            long newest = newestFile(killed);
            try (Program appender = Program.run(Appender.class, Map.of("STORE", killed.toString()), 128)) {
                until(() -> newestFile(killed) > newest + 20 || !appender.isAlive());
                assertThat(appender.isAlive()).isTrue();
            }
            try (ExampleStore store = ExampleStore.open(killed, SETTINGS)) {
                assertThat(next(store)).isGreaterThan(reached);
                reached = next(store);
                assertThat(contents(store)).isEqualTo(undisturbed(round, reached));
            }
        }
    }

    private Map<String, String> undisturbed(int round, int examples) throws IOException {
        try (ExampleStore store = ExampleStore.open(directory.resolve("undisturbed-" + round), SETTINGS)) {
            for (int from = 0; from < examples; from += BATCH) {
                append(store, from);
            }
            return contents(store);
        }
    }

    private static void append(ExampleStore store, int from) throws IOException {
        store.append(padded(from, BATCH, "label " + from % 3), read(from, from + BATCH));
    }

    private static int next(ExampleStore store) {
        return Math.toIntExact(store.progress().nextOffset("labelled", 0).orElse(0));
    }

    /** The number of the newest file of examples: they are numbered as they are written. */
    private static long newestFile(Path store) {
        try (Stream<Path> files = Files.list(store.resolve("examples"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".sst"))
                    .mapToLong(name -> Long.parseLong(name.substring(0, 6)))
                    .max()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
