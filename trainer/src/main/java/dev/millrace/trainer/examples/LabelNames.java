package dev.millrace.trainer.examples;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The labels of the stored examples by number, and how many examples have each. A label that no example has any more is
 * forgotten, and its number goes to a later label. Owned by one thread at a time.
 */
final class LabelNames {

    private static final int CHUNK = 10_000;

    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<Integer, Used> used = new HashMap<>();
    private final BitSet taken = new BitSet();

    private record Used(String name, int examples) {}

    /** Counts the labels of the database's examples, and deletes labels that none of them has. */
    static LabelNames of(Database database) throws IOException {
        Map<Integer, Integer> counts = new HashMap<>();
        try (Cursor examples = database.cursor(Table.EXAMPLES)) {
            for (examples.first(); examples.hasRow(); examples.next()) {
                counts.merge(examples.row().label(), 1, Integer::sum);
            }
        }
        LabelNames labels = new LabelNames();
        try (Cursor cursor = database.cursor(Table.LABELS)) {
            cursor.first();
            while (cursor.hasRow()) {
                labels.read(database, cursor, counts);
            }
        }
        if (!counts.isEmpty()) {
            throw database.damaged("label " + counts.keySet().iterator().next() + " of its examples has no name");
        }
        return labels;
    }

    /** Reads some rows, and removes the labels that they name from {@code counts}. */
    private void read(Database database, Cursor cursor, Map<Integer, Integer> counts) throws IOException {
        try (Changes changes = database.changes()) {
            for (int i = 0; i < CHUNK && cursor.hasRow(); i++, cursor.next()) {
                int number = ByteBuffer.wrap(cursor.key()).getInt();
                Optional<Integer> examples = Optional.ofNullable(counts.remove(number));
                if (examples.isPresent()) {
                    put(number, new String(cursor.value(), StandardCharsets.UTF_8), examples.get());
                } else {
                    changes.delete(Table.LABELS, cursor.key());
                }
            }
            database.write(changes);
        }
    }

    static byte[] key(int number) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
    }

    static byte[] value(String name) {
        return name.getBytes(StandardCharsets.UTF_8);
    }

    Optional<Integer> find(String name) {
        return Optional.ofNullable(numbers.get(name));
    }

    String name(int number) {
        return used(number).name();
    }

    /** Number of examples with the label. */
    int examples(int number) {
        return used(number).examples();
    }

    /** Number of labels that examples have. */
    int size() {
        return used.size();
    }

    /** The lowest number from {@code from} on that no label has. */
    int free(int from) {
        return taken.nextClearBit(from);
    }

    /** Sets the number of a label's examples, which is at least 1. */
    void put(int number, String name, int examples) {
        numbers.put(name, number);
        used.put(number, new Used(name, examples));
        taken.set(number);
    }

    void forget(int number) {
        numbers.remove(name(number));
        used.remove(number);
        taken.clear(number);
    }

    private Used used(int number) {
        return Objects.requireNonNull(used.get(number), () -> "no example has label " + number);
    }
}
