package dev.millrace.schemas.fields;

/**
 * A field that a record or its schema has.
 *
 * @param path where it is
 * @param kind its type in a word: {@code bytes}, {@code string}, or another type's name
 */
public record Field(FieldPath path, String kind) {

    /** Such as {@code payload.photo (bytes)}. */
    @Override
    public String toString() {
        return path + " (" + kind + ")";
    }
}
