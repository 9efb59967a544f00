package dev.millrace.schemas.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.records.Origin;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** The headers of a replayed record: its first coordinates, as text in UTF-8. */
public final class ReplayHeaders {

    /** Its first topic. */
    public static final String TOPIC = "millrace.replay-of-topic";

    /** Its first partition. */
    public static final String PARTITION = "millrace.replay-of-partition";

    /** Its first offset. */
    public static final String OFFSET = "millrace.replay-of-offset";

    /** Its first timestamp, milliseconds since 1970-01-01T00:00Z. */
    public static final String TIMESTAMP = "millrace.replay-of-timestamp";

    /** Kafka's own rule for topic names. */
    private static final Pattern TOPIC_NAME = Pattern.compile("[a-zA-Z0-9._-]+");

    private static final int LONGEST_TOPIC = 249;
    private static final int LONGEST_NUMBER = 19;

    private ReplayHeaders() {}

    /** Marks a record as the replay of another. */
    public static void write(Headers headers, Origin first) {
        put(headers, TOPIC, first.getTopic());
        put(headers, PARTITION, Integer.toString(first.getPartition()));
        put(headers, OFFSET, Long.toString(first.getOffset()));
        put(headers, TIMESTAMP, Long.toString(first.getTimestamp()));
    }

    /**
     * The first coordinates; empty if a header is missing or cannot be a coordinate. Any producer can write these
     * headers, so they are a claim, but never longer than real coordinates.
     */
    public static Optional<Origin> read(Headers headers) {
        Optional<String> topic = text(headers, TOPIC, LONGEST_TOPIC)
                .filter(name -> TOPIC_NAME.matcher(name).matches());
        Optional<Long> partition = number(headers, PARTITION).filter(number -> number <= Integer.MAX_VALUE);
        Optional<Long> offset = number(headers, OFFSET);
        Optional<Long> timestamp = number(headers, TIMESTAMP);
        if (topic.isEmpty() || partition.isEmpty() || offset.isEmpty() || timestamp.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Origin(topic.get(), partition.get().intValue(), offset.get(), timestamp.get()));
    }

    private static Optional<Long> number(Headers headers, String name) {
        try {
            return text(headers, name, LONGEST_NUMBER).map(Long::valueOf).filter(number -> number >= 0);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(Headers headers, String name, int longest) {
        return Optional.ofNullable(headers.lastHeader(name))
                .map(Header::value)
                .filter(value -> value.length <= longest)
                .map(value -> new String(value, UTF_8));
    }

    private static void put(Headers headers, String name, String value) {
        headers.remove(name).add(name, value.getBytes(UTF_8));
    }
}
