package dev.millrace.trainer.examples;

import static dev.millrace.trainer.examples.Samples.contents;
import static dev.millrace.trainer.examples.Samples.example;
import static dev.millrace.trainer.examples.Samples.numbered;
import static dev.millrace.trainer.examples.Samples.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store remembers only labels that its examples have. */
final class LabelDictionaryTest {

    private static final int MILLION = 1_000_000;

    @TempDir
    private Path directory;

    @Test
    void forgetsLabelsThatNoExampleHasAnyMore() throws IOException {
        try (ExampleStore store = open(100)) {
            store.append(List.of(example("odd film", "pos"), example("good film", "pos")), read(0, 2));
            store.append(List.of(example("odd film", "neg"), example("good film", "mixed")), read(2, 4));
            store.append(List.of(example("odd film", "typo"), example("odd film", "mixed")), read(4, 6));

            assertThat(labels(store)).containsExactly("mixed");
            assertThat(contents(store)).isEqualTo(Map.of("odd film", "mixed", "good film", "mixed"));
        }
        assertThat(stored()).containsExactly("mixed");
    }

    @Test
    void forgetsTheLabelsOfEvictedExamples() throws IOException {
        try (ExampleStore store = open(10)) {
            for (int i = 0; i < 100; i++) {
                store.append(numbered(3 * i, 3, "label " + i), read(3L * i, 3L * i + 3));
            }

            assertThat(labels(store)).containsExactly("label 96", "label 97", "label 98", "label 99");
        }
        assertThat(stored()).containsExactlyInAnyOrder("label 96", "label 97", "label 98", "label 99");
    }

    @Test
    void countsAnExampleThatIsRelabelledAndEvictedInOneBatch() throws IOException {
        try (ExampleStore store = open(3)) {
            store.append(List.of(example("first", "a"), example("second", "b")), read(0, 2));
            List<LabelledContent> batch = new ArrayList<>(List.of(example("first", "b"), example("second", "c")));
            batch.addAll(numbered(0, 2, "d"));

            store.append(batch, read(2, 6));

            assertThat(contents(store)).isEqualTo(Map.of("second", "c", "number 0", "d", "number 1", "d"));
            assertThat(labels(store)).containsExactly("c", "d");
        }
        assertThat(stored()).containsExactlyInAnyOrder("c", "d");
    }

    @Test
    void holdsOneOfAMillionLabelsThatOneExampleHadInTurn() throws IOException {
        try (ExampleStore store = open(100)) {
            for (int from = 0; from < MILLION; from += 1_000) {
                List<LabelledContent> batch = new ArrayList<>();
                for (int i = from; i < from + 1_000; i++) {
                    batch.add(example("odd film", "label " + i));
                }
                store.append(batch, read(from, from + 1_000L));
            }

            assertThat(labels(store)).containsExactly("label 999999");
            assertThat(store.labels()).isEqualTo(1);
        }
        assertThat(stored()).containsExactly("label 999999");
    }

    @Test
    void holdsAsManyOfAMillionLabelsAsItKeepsExamples() throws IOException {
        String padding = "x".repeat(180);
        try (ExampleStore store = open(10_000)) {
            long before = usedHeap();
            for (int from = 0; from < MILLION; from += 1_000) {
                List<LabelledContent> batch = new ArrayList<>();
                for (int i = from; i < from + 1_000; i++) {
                    batch.add(example("film " + i, padding + i));
                }
                store.append(batch, read(from, from + 1_000L));
            }

            assertThat(store.labels()).isEqualTo(10_000);
            assertThat(usedHeap() - before).isLessThan(20L << 20);
        }
        try (ExampleStore store = open(10_000)) {
            assertThat(store.labels()).isEqualTo(10_000);
        }
    }

    @Test
    void dropsAtStartWhatAnEarlierVersionKept() throws IOException {
        try (ExampleStore store = open(100)) {
            store.append(numbered(0, 3, "a"), read(0, 3));
        }
        try (Database database = Database.open(
                        directory.resolve("examples"), settings(100).memory());
                Changes changes = database.changes()) {
            for (int number = 1; number < 50_000; number++) {
                changes.put(Table.LABELS, LabelNames.key(number), LabelNames.value("gone " + number));
            }
            database.write(changes);
        }

        try (ExampleStore store = open(100)) {
            assertThat(store.labels()).isEqualTo(1);
            store.append(numbered(3, 3, "b"), read(3, 6));
            assertThat(labels(store)).containsExactly("a", "b");
        }
        assertThat(stored()).containsExactly("a", "b");
    }

    @Test
    void refusesExamplesWhoseLabelHasNoName() throws IOException {
        try (ExampleStore store = open(100)) {
            store.append(numbered(0, 3, "a"), read(0, 3));
        }
        try (Database database = Database.open(
                        directory.resolve("examples"), settings(100).memory());
                Changes changes = database.changes()) {
            changes.delete(Table.LABELS, LabelNames.key(0));
            database.write(changes);
        }

        assertThatThrownBy(() -> open(100))
                .isInstanceOf(ExampleStoreException.class)
                .hasMessageContaining("label 0 of its examples has no name");
    }

    private ExampleStore open(int newest) throws IOException {
        return ExampleStore.open(directory, settings(newest));
    }

    private static StoreSettings settings(int newest) {
        return StoreSettings.of(new Retention(newest, 0, 1), Shares.standard());
    }

    private static List<String> labels(ExampleStore store) {
        try (ExampleSnapshot snapshot = store.snapshot()) {
            return snapshot.labels();
        }
    }

    /** The names on disk, before a start can prune them. */
    private List<String> stored() throws IOException {
        List<String> names = new ArrayList<>();
        try (Database database =
                        Database.open(directory.resolve("examples"), settings(1).memory());
                Cursor cursor = database.cursor(Table.LABELS)) {
            for (cursor.first(); cursor.hasRow(); cursor.next()) {
                names.add(new String(cursor.value(), StandardCharsets.UTF_8));
            }
        }
        return names;
    }

    private static long usedHeap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
