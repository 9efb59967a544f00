package dev.millrace.trainer.examples;

import static dev.millrace.trainer.examples.Samples.numbered;
import static dev.millrace.trainer.examples.Samples.read;
import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store keeps the key that it was made with. */
final class StoredSplitKeyTest {

    private final SplitKey key = SplitKey.random();

    @TempDir
    private Path directory;

    @Test
    void keepsTheKeyWhereOnlyThisUserCanReadIt() throws IOException {
        assertThat(StoredSplitKey.find(directory)).isEmpty();

        open(Optional.of(key)).close();

        assertThat(StoredSplitKey.find(directory)).contains(new StoredSplitKey(Optional.of(key)));
        assertThat(Files.getPosixFilePermissions(directory.resolve("split.key")))
                .isEqualTo(fromString("rw-------"));
        open(Optional.of(key)).close();
    }

    @Test
    void refusesAnotherKey() throws IOException {
        open(Optional.of(key)).close();

        assertThatThrownBy(() -> open(Optional.of(SplitKey.random())))
                .isInstanceOf(ExampleStoreException.class)
                .hasMessageContaining("another split key")
                .hasMessageNotContaining(key.hex());
        assertThatThrownBy(() -> open(Optional.empty())).isInstanceOf(ExampleStoreException.class);
        assertThatThrownBy(() -> new StoredSplitKey(Optional.empty()).require(Optional.of(key)))
                .isInstanceOf(ExampleStoreException.class);
    }

    @Test
    void leavesAStoreWithoutAKeyAsItIs() throws IOException {
        try (ExampleStore store = open(Optional.empty())) {
            store.append(numbered(0, 10, "a"), read(0, 10));
        }
        Files.delete(directory.resolve("split.key"));
        assertThat(StoredSplitKey.find(directory)).contains(new StoredSplitKey(Optional.empty()));

        try (ExampleStore store = open(Optional.of(key))) {
            store.append(numbered(10, 200, "a"), read(10, 210));

            for (LabelledContent each : numbered(0, 210, "a")) {
                assertThat(store.split(each.content()))
                        .contains(Shares.standard().partOf(each.content(), Optional.empty()));
            }
        }
    }

    @Test
    void refusesAFileThatIsDamaged() throws IOException {
        open(Optional.of(key)).close();
        Files.writeString(directory.resolve("split.key"), "abc\n");

        assertThatThrownBy(() -> open(Optional.of(key)))
                .isInstanceOf(ExampleStoreException.class)
                .hasMessageContaining("split.key' is damaged");
    }

    @Test
    void hidesTheKey() {
        assertThat(key.toString()).doesNotContain(key.hex());
        assertThatThrownBy(() -> SplitKey.parse("secret" + key.hex())).hasMessageNotContaining(key.hex());
        assertThat(SplitKey.parse(" " + key.hex() + "\n")).isEqualTo(key);
    }

    private ExampleStore open(Optional<SplitKey> given) throws IOException {
        return ExampleStore.open(
                directory,
                StoreSettings.of(new Retention(1_000, 0, 1), Shares.standard()).with(given));
    }
}
