package dev.millrace.schemas;

/**
 * The result of registering a schema.
 *
 * @param subject that has the schema now
 * @param id of the schema
 * @param change what was done
 */
public record RegisteredSchema(String subject, int id, Change change) {

    /** What was done to a subject. */
    public enum Change {
        /** Nothing: it had the schema. */
        NONE,
        /** The schema became a version of a subject that others had made or configured. Its compatibility level is kept. */
        NEW_VERSION,
        /** The subject was made, with the compatibility level FULL_TRANSITIVE. */
        NEW_SUBJECT
    }
}
