package dev.millrace.schemas.fields;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A JSON object. */
final class JsonObjectFields implements RecordFields {

    private static final int MAX_FIELDS = 200;
    private static final int MAX_DEPTH = 8;

    private final JsonNode object;
    private final String format;

    JsonObjectFields(JsonNode object, String format) {
        this.object = object;
        this.format = format;
    }

    @Override
    public String format() {
        return format;
    }

    @Override
    public Optional<FieldValue> at(FieldPath path) {
        JsonNode found = object;
        for (String name : path.names()) {
            found = found.path(name);
        }
        return found.isMissingNode() || found.isNull() ? Optional.empty() : Optional.of(valueOf(found));
    }

    @Override
    public Optional<FieldValue> whole() {
        return Optional.empty();
    }

    @Override
    public List<Field> fields() {
        List<Field> fields = new ArrayList<>();
        collect(object, List.of(), fields);
        return List.copyOf(fields);
    }

    private static void collect(JsonNode node, List<String> outer, List<Field> fields) {
        if (node.isObject() && outer.size() < MAX_DEPTH) {
            node.properties().forEach(entry -> {
                List<String> names = new ArrayList<>(outer);
                names.add(entry.getKey());
                collect(entry.getValue(), names, fields);
            });
        } else if (!outer.isEmpty()
                && fields.size() < MAX_FIELDS
                && outer.stream().noneMatch(String::isBlank)) {
            fields.add(new Field(new FieldPath(outer), valueOf(node).kind()));
        }
    }

    private static FieldValue valueOf(JsonNode node) {
        if (node.isTextual()) {
            return new FieldValue.Text(node.textValue());
        }
        return node.isNumber() || node.isBoolean()
                ? new FieldValue.Scalar(node.asText())
                : new FieldValue.Other(node.getNodeType().name().toLowerCase(Locale.ROOT));
    }
}
