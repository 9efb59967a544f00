package dev.millrace.trainer.examples;

import dev.millrace.trainer.nearcopies.NearCopyRule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A directory with a store that groups near-copies, and what its rows say. */
record GroupedStore(Path directory) {

    static final Optional<SplitKey> KEY = Optional.of(SplitKey.parse("5e".repeat(SplitKey.BYTES)));

    ExampleStore open(NearCopyRule rule) throws IOException {
        return ExampleStore.open(
                directory,
                StoreSettings.of(new Retention(1_000_000, 0, 1), Shares.standard())
                        .with(rule)
                        .with(KEY));
    }

    /** Opens the store for the time of the call. Returns how many examples were left out of all splits. */
    int append(NearCopyRule rule, List<byte[]> contents) throws IOException {
        try (ExampleStore store = open(rule)) {
            return append(store, contents);
        }
    }

    static int append(ExampleStore store, List<byte[]> contents) throws IOException {
        int leftOut = 0;
        for (int from = 0; from < contents.size(); from += 100) {
            List<LabelledContent> batch = contents.subList(from, Math.min(contents.size(), from + 100)).stream()
                    .map(content -> LabelledContent.of(content, "a"))
                    .toList();
            leftOut += store.append(batch, OffsetAdvance.none()).leftOut();
        }
        return leftOut;
    }

    Map<ContentHash, ExampleRow> rows() throws IOException {
        Map<ContentHash, ExampleRow> rows = new HashMap<>();
        try (Database database = Database.open(directory.resolve("examples"), StoreMemory.standard());
                Cursor cursor = database.cursor(Table.EXAMPLES)) {
            for (cursor.first(); cursor.hasRow(); cursor.next()) {
                rows.put(cursor.row().hash(), cursor.row());
            }
        }
        return rows;
    }
}
