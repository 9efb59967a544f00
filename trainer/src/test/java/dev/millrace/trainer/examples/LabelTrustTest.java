package dev.millrace.trainer.examples;

import static dev.millrace.trainer.examples.Samples.contents;
import static dev.millrace.trainer.examples.Samples.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.spec.LabelTrust;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A label never replaces one that is trusted more. */
final class LabelTrustTest {

    private static final StoreSettings SETTINGS = StoreSettings.of(new Retention(100, 0, 1), Shares.standard());

    @TempDir
    private Path directory;

    @Test
    void keepsALabelThatIsTrustedMoreAcrossARestart() throws IOException {
        try (ExampleStore store = open()) {
            assertThat(store.append(List.of(film("neg", 2)), read(0, 1)).outranked())
                    .isZero();
        }
        try (ExampleStore store = open()) {
            int ignored = store.append(List.of(film("pos", 1), film("poisoned", 0), film("neg", 1)), read(1, 4))
                    .outranked();

            assertThat(ignored).isEqualTo(3);
            assertThat(contents(store)).isEqualTo(Map.of("film", "neg"));
            assertThat(store.progress().arrivals()).isEqualTo(1);
            assertThat(store.progress().nextOffset("labelled", 0)).hasValue(4);
            assertThat(store.labels()).isEqualTo(1);
        }
    }

    @Test
    void takesTheNewestOfEquallyTrustedLabels() throws IOException {
        try (ExampleStore store = open()) {
            store.append(List.of(film("pos", 1), film("neg", 1), film("mixed", 2), film("dull", 2)), read(0, 4));

            assertThat(contents(store)).isEqualTo(Map.of("film", "dull"));
        }
    }

    @Test
    void raisesTheTrustOfALabelThatIsConfirmed() throws IOException {
        try (ExampleStore store = open()) {
            store.append(List.of(film("neg", 1)), read(0, 1));
            store.append(List.of(film("neg", 3)), read(1, 2));
            assertThat(store.progress().arrivals()).isEqualTo(1);

            assertThat(store.append(List.of(film("pos", 2)), read(2, 3)).outranked())
                    .isEqualTo(1);

            assertThat(contents(store)).isEqualTo(Map.of("film", "neg"));
        }
    }

    @Test
    void readsRowsOfTheVersionBeforeAsUnknown() throws IOException {
        try (ExampleStore store = open()) {
            store.append(List.of(film("neg", 9)), read(0, 1));
        }
        rewriteRow();

        try (ExampleStore store = open()) {
            assertThat(contents(store)).isEqualTo(Map.of("film", "neg"));
            assertThat(store.append(List.of(film("pos", 1)), read(1, 2)).outranked())
                    .isZero();
            assertThat(contents(store)).isEqualTo(Map.of("film", "pos"));
        }
    }

    /** Replaces the row of the example 0 by what the version before would have written. */
    private void rewriteRow() throws IOException {
        try (Database database = Database.open(directory.resolve("examples"), SETTINGS.memory());
                Changes changes = database.changes()) {
            byte[] row = database.require(Table.EXAMPLES, ExampleId.bytes(0));
            byte[] before = Arrays.copyOf(row, row.length - 2);
            ByteBuffer.wrap(before).put((byte) 1);
            changes.put(Table.EXAMPLES, ExampleId.bytes(0), before);
            database.write(changes);
        }
    }

    private static LabelledContent film(String label, int trust) {
        return LabelledContent.of("film".getBytes(StandardCharsets.UTF_8), label, new LabelTrust(trust));
    }

    private ExampleStore open() throws IOException {
        return ExampleStore.open(directory, SETTINGS);
    }
}
