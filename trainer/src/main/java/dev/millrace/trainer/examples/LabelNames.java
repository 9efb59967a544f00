package dev.millrace.trainer.examples;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every label that ever arrived, numbered from 0. Owned by one thread at a time. */
final class LabelNames {

    private final List<String> names = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    /** Reads the labels of the database. */
    static LabelNames of(Database database) throws IOException {
        LabelNames labels = new LabelNames();
        try (Cursor cursor = database.cursor(Table.LABELS)) {
            for (cursor.first(); cursor.hasRow(); cursor.next()) {
                labels.add(new String(cursor.value(), StandardCharsets.UTF_8));
            }
        }
        return labels;
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

    void add(String name) {
        numbers.put(name, names.size());
        names.add(name);
    }

    int size() {
        return names.size();
    }

    /** By number. */
    List<String> names() {
        return List.copyOf(names);
    }
}
