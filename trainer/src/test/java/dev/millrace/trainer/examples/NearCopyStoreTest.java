package dev.millrace.trainer.examples;

import static dev.millrace.trainer.examples.GeneratedContents.altered;
import static dev.millrace.trainer.examples.GeneratedContents.text;
import static dev.millrace.trainer.examples.GeneratedContents.words;
import static dev.millrace.trainer.examples.Samples.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.trainer.nearcopies.NearCopyRule;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store's groups of near-copies over its life: when it grows, is taken over from an earlier version, and forgets. */
final class NearCopyStoreTest {

    @TempDir
    private Path directory;

    @Test
    void dividesExamplesThatAreAllAlikeInBlocks() throws IOException {
        List<byte[]> frames = new ArrayList<>();
        for (int frame = 0; frame < 3_000; frame++) {
            List<String> words = words(1, 60);
            words.set(frame % 60, "changed" + frame);
            frames.add(text(words));
        }

        int leftOut = store().append(NearCopyRule.TEXT, frames);

        try (ExampleStore store = store().open(NearCopyRule.TEXT);
                ExampleSnapshot snapshot = store.snapshot()) {
            assertThat(snapshot.part(Split.TRAINING).size()).isBetween(1_500, 2_900);
            assertThat(snapshot.part(Split.GATE).size()).isPositive();
            assertThat(snapshot.part(Split.VALIDATION).size()).isPositive();
            assertThat(leftOut).isLessThan(300);
        }
    }

    @Test
    void takesOverStoresOfTheVersionBeforeWithTheSplitsThatTheyGave() throws IOException {
        List<byte[]> contents = new ArrayList<>();
        for (int seed = 0; seed < 300; seed++) {
            contents.add(text(words(seed, 30)));
        }
        store().append(NearCopyRule.NONE, contents);
        rewriteRows();
        Files.delete(directory.resolve("split.key"));
        List<byte[]> copies = new ArrayList<>();
        for (int seed = 0; seed < 300; seed++) {
            copies.add(text(altered(words(seed, 30), 4, 20)));
        }

        store().append(NearCopyRule.TEXT, copies);

        int together = 0;
        try (ExampleStore store = store().open(NearCopyRule.TEXT)) {
            for (int i = 0; i < contents.size(); i++) {
                Split given = Shares.standard().partOf(contents.get(i), Optional.empty());
                assertThat(store.split(contents.get(i))).contains(given);
                together += store.split(copies.get(i)).equals(store.split(contents.get(i))) ? 1 : 0;
            }
        }
        assertThat(together).isGreaterThan(290);
        store().rows().forEach((hash, row) -> assertThat(row.signature()).isPresent());
    }

    @Test
    void findsNearCopiesAfterManyExamplesHaveLeft() throws IOException {
        StoreSettings few = StoreSettings.of(new Retention(100, 0, 1), Shares.standard())
                .with(NearCopyRule.TEXT)
                .with(GroupedStore.KEY);
        try (ExampleStore store = ExampleStore.open(directory, few)) {
            for (int from = 0; from < 12_000; from += 500) {
                List<LabelledContent> batch = new ArrayList<>();
                for (int i = from; i < from + 500; i++) {
                    batch.add(LabelledContent.of(text(words(i, 20)), "a"));
                }
                store.append(batch, read(from, from + 500));
            }
            int together = 0;
            for (int i = 11_900; i < 12_000; i++) {
                byte[] copy = text(words(i, 20).subList(1, 20));
                Optional<Split> original = store.split(text(words(i, 20)));
                store.append(List.of(LabelledContent.of(copy, "a")), read(i + 100, i + 101));
                together += store.split(copy).equals(original) ? 1 : 0;
            }
            assertThat(together).isGreaterThan(95);
        }
    }

    /** As the version before would have written them. */
    private void rewriteRows() throws IOException {
        Map<Long, ExampleRow> rows = new HashMap<>();
        StoreMemory memory = StoreMemory.standard();
        try (Database database = Database.open(directory.resolve("examples"), memory);
                Changes changes = database.changes()) {
            try (Cursor cursor = database.cursor(Table.EXAMPLES)) {
                for (cursor.first(); cursor.hasRow(); cursor.next()) {
                    rows.put(ExampleId.parse(cursor.key()), cursor.row());
                }
            }
            for (Map.Entry<Long, ExampleRow> entry : rows.entrySet()) {
                byte[] row = entry.getValue()
                        .with(Placement.UNSET, 0, Optional.empty())
                        .bytes();
                byte[] before = Arrays.copyOf(row, row.length - 1);
                ByteBuffer.wrap(before).put((byte) 2).position(22).putLong(0);
                changes.put(Table.EXAMPLES, ExampleId.bytes(entry.getKey()), before);
            }
            database.write(changes);
        }
    }

    private GroupedStore store() {
        return new GroupedStore(directory);
    }
}
