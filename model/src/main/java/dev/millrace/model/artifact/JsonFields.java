package dev.millrace.model.artifact;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The fields of a JSON object. A missing field, or one of the wrong type, causes an {@link ArtifactException} that names
 * it. Unknown fields are ignored, so that older readers can read what newer writers add.
 */
record JsonFields(String place, JsonNode node) {

    JsonFields {
        if (!node.isObject()) {
            throw new ArtifactException("'" + place + "' must be an object");
        }
    }

    JsonFields object(String name) {
        return new JsonFields(place + "." + name, field(name, JsonNode::isObject, "an object"));
    }

    String text(String name) {
        return field(name, JsonNode::isTextual, "a text").textValue();
    }

    Optional<String> optionalText(String name) {
        return node.has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    int integer(String name) {
        return field(name, JsonFields::isInteger, "a 32 bit integer").intValue();
    }

    long wholeNumber(String name) {
        return field(name, node -> node.isIntegralNumber() && node.canConvertToLong(), "a 64 bit integer")
                .longValue();
    }

    double number(String name) {
        return field(name, JsonNode::isNumber, "a number").doubleValue();
    }

    List<String> texts(String name) {
        return elements(name, JsonNode::isTextual, "texts", JsonNode::textValue);
    }

    List<Integer> integers(String name) {
        return elements(name, JsonFields::isInteger, "32 bit integers", JsonNode::intValue);
    }

    List<JsonFields> objects(String name) {
        return elements(name, JsonNode::isObject, "objects", element -> new JsonFields(place + "." + name, element));
    }

    Map<String, Double> numbers(String name) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        JsonFields fields = object(name);
        fields.node.fieldNames().forEachRemaining(key -> numbers.put(key, fields.number(key)));
        return numbers;
    }

    Map<String, String> textByName(String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        JsonFields fields = object(name);
        fields.node.fieldNames().forEachRemaining(key -> texts.put(key, fields.text(key)));
        return texts;
    }

    private static boolean isInteger(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToInt();
    }

    private <T> List<T> elements(String name, Predicate<JsonNode> kind, String required, Function<JsonNode, T> read) {
        List<T> values = new ArrayList<>();
        for (JsonNode element : field(name, JsonNode::isArray, "an array")) {
            if (!kind.test(element)) {
                throw new ArtifactException("'" + place + "." + name + "' must hold " + required);
            }
            values.add(read.apply(element));
        }
        return values;
    }

    private JsonNode field(String name, Predicate<JsonNode> kind, String required) {
        JsonNode value = node.path(name);
        if (!kind.test(value)) {
            throw new ArtifactException(
                    "'" + place + "." + name + "' must be " + required + ", got " + value.getNodeType());
        }
        return value;
    }
}
