package dev.millrace.schemas.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.schemas.RecordCoordinates;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** The headers of a dead letter, in addition to the original ones. Every value is text in UTF-8. */
public final class DeadLetterHeaders {

    /** {@code deserialization}, {@code processing} or {@code production}. */
    public static final String STAGE = "millrace.stage";

    /** The name of a {@link DeadLetterReason}. */
    public static final String REASON = "millrace.reason";

    /** A sentence: what was required and what came. */
    public static final String MESSAGE = "millrace.message";

    /** The topic that the record was read from. */
    public static final String TOPIC = "millrace.topic";

    /** Its partition. */
    public static final String PARTITION = "millrace.partition";

    /** Its offset. */
    public static final String OFFSET = "millrace.offset";

    /** Its timestamp, milliseconds since 1970-01-01T00:00Z. */
    public static final String TIMESTAMP = "millrace.timestamp";

    /** The version of the model that rejected it; absent if no model was involved. */
    public static final String MODEL = "millrace.model";

    /**
     * What was left out because the dead letter would have been too large for its topic: {@code headers},
     * {@code headers,value} or {@code headers,value,key}. For a label that waited for its record, the headers are always
     * left out.
     */
    public static final String OMITTED = "millrace.omitted";

    /** Every header that makes a record a dead letter. */
    public static final List<String> ALL =
            List.of(STAGE, REASON, MESSAGE, TOPIC, PARTITION, OFFSET, TIMESTAMP, MODEL, OMITTED);

    /**
     * On a replay note, which is not a dead letter because it has no {@link #REASON}: the coordinates,
     * {@code partition:offset}, of the replayed dead letter in the same partition. The note's timestamp says when.
     */
    public static final String REPLAYED = "millrace.replayed";

    /**
     * On a replay note, with {@link #REPLAYED}: the coordinates, {@code partition:offset}, of the new record in the
     * original topic.
     */
    public static final String REPLAYED_AS = "millrace.replayed-as";

    private DeadLetterHeaders() {}

    /** The coordinates of the record that could not be classified; empty if the headers do not name them. */
    public static Optional<RecordCoordinates> coordinates(Headers headers) {
        Optional<String> topic = text(headers, TOPIC);
        Optional<String> partition = text(headers, PARTITION).filter(text -> text.matches("\\d{1,9}"));
        Optional<String> offset = text(headers, OFFSET).filter(text -> text.matches("\\d{1,18}"));
        if (topic.isEmpty() || partition.isEmpty() || offset.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new RecordCoordinates(topic.get(), Integer.parseInt(partition.get()), Long.parseLong(offset.get())));
    }

    /** The last header of that name as text; empty if there is none. */
    public static Optional<String> text(Headers headers, String name) {
        return Optional.ofNullable(headers.lastHeader(name)).map(Header::value).map(value -> new String(value, UTF_8));
    }
}
