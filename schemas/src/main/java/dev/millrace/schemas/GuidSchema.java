package dev.millrace.schemas;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The id that a schema has in one context of the registry.
 *
 * @param context {@code .} is the default one
 */
record GuidSchema(String context, int id) {

    private static final String DEFAULT = ".";

    /** The id in the default context, or else in the first by name; none where the registry answers none. */
    static Optional<Integer> preferred(List<Map<String, Object>> answer) {
        return answer.stream()
                .flatMap(entry -> parsed(entry).stream())
                .min(Comparator.comparing((GuidSchema schema) -> !schema.context.equals(DEFAULT))
                        .thenComparing(GuidSchema::context))
                .map(GuidSchema::id);
    }

    private static Optional<GuidSchema> parsed(Map<String, Object> entry) {
        return entry.get("id") instanceof Integer id
                ? Optional.of(new GuidSchema(String.valueOf(entry.get("context")), id))
                : Optional.empty();
    }
}
