package dev.millrace.schemas.fields;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericEnumSymbol;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** An Avro value, read by its writer's schema. */
final class AvroFields implements RecordFields {

    private static final int MAX_FIELDS = 200;
    private static final int MAX_DEPTH = 8;

    private final Object value;
    private final Schema schema;
    private final int schemaId;

    AvroFields(Object value, Schema schema, int schemaId) {
        this.value = value;
        this.schema = schema;
        this.schemaId = schemaId;
    }

    @Override
    public String format() {
        return "Avro " + schema.getType().getName() + " '" + schema.getFullName() + "', schema id " + schemaId;
    }

    @Override
    public Optional<FieldValue> at(FieldPath path) {
        Object found = value;
        for (String name : path.names()) {
            found = child(found, name);
            if (found == null) {
                return Optional.empty();
            }
        }
        return Optional.of(valueOf(found));
    }

    @Override
    public Optional<FieldValue> whole() {
        return value instanceof GenericRecord ? Optional.empty() : Optional.of(valueOf(value));
    }

    @Override
    public List<Field> fields() {
        return fieldsOf(schema);
    }

    /** The fields of records written with {@code schema}. */
    static List<Field> fieldsOf(Schema schema) {
        List<Field> fields = new ArrayList<>();
        collect(schema, List.of(), fields);
        return List.copyOf(fields);
    }

    private static void collect(Schema schema, List<String> outer, List<Field> fields) {
        if (fields.size() >= MAX_FIELDS) {
            // A schema that contains itself ten times has a hundred million fields eight levels down.
            return;
        }
        Schema type = withoutNull(schema);
        if (type.getType() == Schema.Type.RECORD && outer.size() < MAX_DEPTH) {
            for (Schema.Field field : type.getFields()) {
                List<String> names = new ArrayList<>(outer);
                names.add(field.name());
                collect(field.schema(), names, fields);
            }
        } else if (!outer.isEmpty()) {
            fields.add(new Field(new FieldPath(outer), kind(type)));
        }
    }

    private static String kind(Schema type) {
        return switch (type.getType()) {
            case FIXED -> "bytes";
            case ENUM -> "string";
            default -> type.getType().getName();
        };
    }

    /** The only branch of a union beside null; the union itself where there are several. */
    private static Schema withoutNull(Schema schema) {
        if (!schema.isUnion()) {
            return schema;
        }
        List<Schema> branches = schema.getTypes().stream()
                .filter(branch -> branch.getType() != Schema.Type.NULL)
                .toList();
        return branches.size() == 1 ? branches.get(0) : schema;
    }

    private static @Nullable Object child(@Nullable Object outer, String name) {
        if (outer instanceof GenericRecord record) {
            return record.hasField(name) ? record.get(name) : null;
        }
        if (outer instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .filter(entry -> name.contentEquals(String.valueOf(entry.getKey())))
                    .<Object>map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(null);
        }
        return null;
    }

    private static FieldValue valueOf(Object found) {
        if (found instanceof CharSequence || found instanceof GenericEnumSymbol<?>) {
            return new FieldValue.Text(found.toString());
        }
        if (found instanceof ByteBuffer bytes) {
            return new FieldValue.Binary(bytes);
        }
        if (found instanceof GenericFixed fixed) {
            return new FieldValue.Binary(ByteBuffer.wrap(fixed.bytes()));
        }
        if (found instanceof Number || found instanceof Boolean) {
            return new FieldValue.Scalar(found.toString());
        }
        return new FieldValue.Other(found instanceof GenericRecord ? "record" : "map or array");
    }
}
