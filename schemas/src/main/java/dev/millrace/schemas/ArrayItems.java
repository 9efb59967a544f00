package dev.millrace.schemas;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * The arrays of a writer's schema. Items that take no bytes, such as nulls, let a record of a few bytes claim billions of them,
 * which a reader would count one by one, or make space for.
 */
final class ArrayItems {

    private final Set<Schema> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final IdentityHashMap<Schema, Boolean> records = new IdentityHashMap<>();

    private ArrayItems() {}

    /** Whether each item of each array takes at least a byte, so that a record is as large as what it claims. */
    static boolean takeBytes(Schema schema) {
        return new ArrayItems().areSound(schema);
    }

    private boolean areSound(Schema schema) {
        if (!seen.add(schema)) {
            return true;
        }
        return switch (schema.getType()) {
            case ARRAY -> takesBytes(schema.getElementType()) && areSound(schema.getElementType());
            case MAP -> areSound(schema.getValueType());
            case UNION -> schema.getTypes().stream().allMatch(this::areSound);
            case RECORD -> schema.getFields().stream().allMatch(field -> areSound(field.schema()));
            default -> true;
        };
    }

    private boolean takesBytes(Schema schema) {
        return switch (schema.getType()) {
            case NULL -> false;
            case FIXED -> schema.getFixedSize() > 0;
            case RECORD -> recordTakesBytes(schema);
            default -> true;
        };
    }

    /** A record that contains itself without a union has no value that ends, so it counts as taking bytes. */
    private boolean recordTakesBytes(Schema schema) {
        Boolean known = records.putIfAbsent(schema, true);
        if (known != null) {
            return known;
        }
        boolean takesBytes = schema.getFields().stream().anyMatch(field -> takesBytes(field.schema()));
        records.put(schema, takesBytes);
        return takesBytes;
    }
}
