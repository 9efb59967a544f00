package dev.millrace.trainer.examples;

import static dev.millrace.testing.Await.until;
import static dev.millrace.trainer.examples.Samples.contents;
import static dev.millrace.trainer.examples.Samples.padded;
import static dev.millrace.trainer.examples.Samples.read;
import static dev.millrace.trainer.examples.Samples.smallFiles;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.millrace.testing.Program;
import dev.millrace.testing.SmallDisk;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store in its own process, on a disk that fills up and that only this process sees. */
final class ExampleStoreDiskFullTest {

    private static final StoreSettings SETTINGS = smallFiles(new Retention(1_000_000, 0, 1));
    private static final int BATCH = 100;
    private static final String DONE = "done";

    @TempDir
    private Path disk;

    @TempDir
    private Path elsewhere;

    @Test
    void staysUnchangedAndContinuesOnceThereIsSpace() throws IOException {
        assumeThat(SmallDisk.isPossible()).as("Linux with user namespaces").isTrue();
        Path result = elsewhere.resolve("result");
        Map<String, String> environment = Map.of("DISK", disk.toString(), "RESULT", result.toString());
        try (Program program = new SmallDisk(disk, 16, 12).run(Filling.class, environment)) {
            until(() -> !program.isAlive());
        }

        assertThat(result).hasContent(DONE);
    }

    /** Fills the disk, checks what the store reports, frees space, and continues. */
    static final class Filling {

        private static final Path STORE = Path.of(System.getenv().getOrDefault("DISK", ""), "store");

        private Filling() {}

        public static void main(String[] arguments) throws IOException {
            try (PrintWriter result = new PrintWriter(Files.newBufferedWriter(Path.of(System.getenv("RESULT"))))) {
                try {
                    run();
                    result.print(DONE);
                } catch (Throwable e) {
                    e.printStackTrace(result);
                }
            }
        }

        private static void run() throws IOException {
            int examples = 0;
            try (ExampleStore store = ExampleStore.open(STORE, SETTINGS)) {
                while (isAppended(store, examples)) {
                    examples += BATCH;
                }
                try (ExampleSnapshot snapshot = store.snapshot()) {
                    requireExamples(store, examples);
                    assertThat(isAppended(store, examples)).isFalse();
                    requireExamples(store, examples);

                    Files.delete(STORE.resolveSibling("ballast"));
                    int next = examples;
                    until(() -> isAppended(store, next));
                    assertThat(contents(snapshot)).hasSize(examples);
                }
                examples += BATCH;
                requireExamples(store, examples);
            }
            try (ExampleStore store = ExampleStore.open(STORE, SETTINGS)) {
                requireExamples(store, examples);
            }
        }

        private static boolean isAppended(ExampleStore store, int from) {
            try {
                store.append(padded(from, BATCH, "a"), read(from, from + BATCH));
                return true;
            } catch (IOException e) {
                assertThat(e).hasMessageMatching("(?s).*(No space left on device|writes to the disk that fail).*");
                return false;
            }
        }

        private static void requireExamples(ExampleStore store, int count) {
            assertThat(store.size()).isEqualTo(count);
            assertThat(store.progress().nextOffset("labelled", 0)).hasValue(count);
            assertThat(contents(store)).hasSize(count);
        }
    }
}
