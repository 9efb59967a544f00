package dev.millrace.schemas.fields;

import java.util.Arrays;
import java.util.List;

/**
 * Where a field is in a record: names of records, maps or objects from the outside in, such as {@code payload.photo}.
 *
 * @param names at least one, none of them empty
 */
public record FieldPath(List<String> names) {

    private static final int MAX_DEPTH = 16;

    /** @throws IllegalArgumentException when there are no names, too many, or empty ones */
    public FieldPath {
        names = List.copyOf(names);
        if (names.isEmpty() || names.size() > MAX_DEPTH || names.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException(
                    "required 1 to " + MAX_DEPTH + " names with dots between them, such as payload.photo");
        }
    }

    /**
     * Reads a path such as {@code payload.photo}.
     *
     * @throws IllegalArgumentException when {@code text} is none
     */
    public static FieldPath parse(String text) {
        return new FieldPath(Arrays.asList(text.strip().split("\\.", -1)));
    }

    /** The names with dots between them. */
    @Override
    public String toString() {
        return String.join(".", names);
    }
}
