package dev.millrace.schemas.deadletter;

import java.util.List;

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

    /**
     * What was left out, since the dead letter would have been too large for its topic: {@code headers},
     * {@code headers,value} or {@code headers,value,key}. Of a label that waited for its record it is always the headers.
     */
    public static final String OMITTED = "millrace.omitted";

    /** Every header that makes a record a dead letter. */
    public static final List<String> ALL =
            List.of(STAGE, REASON, MESSAGE, TOPIC, PARTITION, OFFSET, TIMESTAMP, MODEL, OMITTED);

    /**
     * On a record that is no dead letter, for it has no {@link #REASON}: the coordinates, {@code partition:offset}, of a
     * dead letter in the same partition that was sent again. The note's timestamp says when.
     */
    public static final String REPLAYED = "millrace.replayed";

    /** Beside {@link #REPLAYED}: the coordinates, {@code partition:offset}, that the record got in its first topic. */
    public static final String REPLAYED_AS = "millrace.replayed-as";

    private DeadLetterHeaders() {}
}
