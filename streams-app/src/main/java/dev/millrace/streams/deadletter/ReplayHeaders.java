package dev.millrace.streams.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.records.Origin;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** The headers of a record that is sent again out of the dead letters: the coordinates it had at first, as text in UTF-8. */
public final class ReplayHeaders {

    /** The topic it was first in. */
    public static final String TOPIC = "millrace.replay-of-topic";

    /** Its first partition. */
    public static final String PARTITION = "millrace.replay-of-partition";

    /** Its first offset. */
    public static final String OFFSET = "millrace.replay-of-offset";

    /** Its first timestamp, milliseconds since 1970-01-01T00:00Z. */
    public static final String TIMESTAMP = "millrace.replay-of-timestamp";

    private ReplayHeaders() {}

    /** Marks a record as the replay of another. */
    public static void write(Headers headers, Origin first) {
        put(headers, TOPIC, first.getTopic());
        put(headers, PARTITION, Integer.toString(first.getPartition()));
        put(headers, OFFSET, Long.toString(first.getOffset()));
        put(headers, TIMESTAMP, Long.toString(first.getTimestamp()));
    }

    /** The first coordinates, none where a header is missing or no number. */
    public static Optional<Origin> read(Headers headers) {
        Header topic = headers.lastHeader(TOPIC);
        if (topic == null || topic.value() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Origin(
                    new String(topic.value(), UTF_8),
                    Math.toIntExact(number(headers, PARTITION)),
                    number(headers, OFFSET),
                    number(headers, TIMESTAMP)));
        } catch (NumberFormatException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static long number(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return Long.parseLong(header == null || header.value() == null ? "" : new String(header.value(), UTF_8));
    }

    private static void put(Headers headers, String name, String value) {
        headers.remove(name).add(name, value.getBytes(UTF_8));
    }
}
