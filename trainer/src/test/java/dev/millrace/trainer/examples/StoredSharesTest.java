package dev.millrace.trainer.examples;

import static dev.millrace.trainer.examples.Samples.numbered;
import static dev.millrace.trainer.examples.Samples.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store keeps the shares that it was made with. */
final class StoredSharesTest {

    @TempDir
    private Path directory;

    @Test
    void refusesOtherSharesAndSaysWhatToDo() throws IOException {
        try (ExampleStore store = open(new Shares(0.1, 0.1))) {
            store.append(numbered(0, 10, "a"), read(0, 10));
        }

        for (Shares other : new Shares[] {new Shares(0.1, 0.2), new Shares(0.2, 0.1)}) {
            assertThatThrownBy(() -> open(other))
                    .isInstanceOf(ExampleStoreException.class)
                    .hasMessageContaining(directory.toString())
                    .hasMessageContaining("requires VALIDATION_SHARE=0.1 and GATE_SHARE=0.1, got " + other.validation()
                            + " and " + other.gate())
                    .hasMessageContaining("Set the former shares again, or move the directory away");
            assertThat(StoredShares.problem(directory, other)).isPresent();
        }
        try (ExampleStore store = open(new Shares(0.1, 0.1))) {
            assertThat(store.size()).isEqualTo(10);
        }
    }

    @Test
    void keepsTheSharesOfAStoreThatHadNone() throws IOException {
        open(new Shares(0.1, 0.1)).close();
        Files.delete(directory.resolve("shares.properties"));
        assertThat(StoredShares.problem(directory, new Shares(0.2, 0.2))).isEmpty();

        open(new Shares(0.2, 0.2)).close();

        assertThatThrownBy(() -> open(new Shares(0.1, 0.1))).hasMessageContaining("requires VALIDATION_SHARE=0.2");
    }

    @Test
    void refusesAFileThatIsDamaged() throws IOException {
        open(Shares.standard()).close();
        Files.writeString(directory.resolve("shares.properties"), "validation=0.1\n");

        assertThatThrownBy(() -> open(Shares.standard()))
                .isInstanceOf(ExampleStoreException.class)
                .hasMessageContaining("shares.properties' is damaged");
    }

    private ExampleStore open(Shares shares) throws IOException {
        return ExampleStore.open(directory, StoreSettings.of(new Retention(100, 0, 1), shares));
    }
}
