package dev.millrace.streams.deadletter;

/** The headers of a dead letter, beside the original ones. Every value is text in UTF-8. */
public final class DeadLetterHeaders {

    /** {@code deserialization}, {@code processing} or {@code production}. */
    public static final String STAGE = "millrace.stage";

    /** The name of a {@link DeadLetterReason}. */
    public static final String REASON = "millrace.reason";

    /** A sentence: what was required, what came. */
    public static final String MESSAGE = "millrace.message";

    /** The topic that the record was read from. */
    public static final String TOPIC = "millrace.topic";

    /** Its partition. */
    public static final String PARTITION = "millrace.partition";

    /** Its offset. */
    public static final String OFFSET = "millrace.offset";

    /** Its timestamp, milliseconds since 1970-01-01T00:00Z. */
    public static final String TIMESTAMP = "millrace.timestamp";

    /** The version of the model that rejected it, where one did. */
    public static final String MODEL = "millrace.model";

    /** What was left out, since the dead letter would have been too large for its topic: {@code headers},
     * {@code headers,value} or {@code headers,value,key}. */
    public static final String OMITTED = "millrace.omitted";

    private DeadLetterHeaders() {}
}
