package dev.millrace.streams.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.records.Origin;
import dev.millrace.schemas.RecordSize;
import dev.millrace.schemas.deadletter.DeadLetter;
import dev.millrace.schemas.deadletter.DeadLetterHeaders;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Makes dead letters that always fit their topic.
 *
 * <p>Key, value, timestamp and headers are the original's. Where reason and coordinates on top of them would be too much,
 * the original headers are left out, then the value, and a header says so: the coordinates still lead to the original.
 *
 * @param maxBytes of a record of the dead-letter topic
 */
public record DeadLetters(int maxBytes) {

    private static final int SMALLEST_LIMIT = 16_384;

    public DeadLetters {
        if (maxBytes < SMALLEST_LIMIT) {
            throw new IllegalArgumentException(
                    "a dead letter needs at least " + SMALLEST_LIMIT + " bytes, got " + maxBytes);
        }
    }

    /** The dead letter of {@code original}, which was read at {@code from}. */
    public Record<byte[], byte[]> of(Record<byte[], byte[]> original, Origin from, DeadLetter why) {
        Record<byte[], byte[]> whole = original.withHeaders(described(original.headers(), from, why));
        if (fits(whole)) {
            return whole;
        }
        return withoutHeaders(original, from, why);
    }

    /** The dead letter of a record whose headers are not at hand any more: says that they are left out. */
    public Record<byte[], byte[]> withoutHeaders(Record<byte[], byte[]> original, Origin from, DeadLetter why) {
        Record<byte[], byte[]> bare = without("headers", original, from, why);
        return fits(bare) ? bare : withoutContent(original, from, why);
    }

    private static Record<byte[], byte[]> without(
            String omitted, Record<byte[], byte[]> original, Origin from, DeadLetter why) {
        Headers headers = described(new RecordHeaders(), from, why);
        put(headers, DeadLetterHeaders.OMITTED, omitted);
        return original.withHeaders(headers);
    }

    @SuppressWarnings("NullAway") // Kafka's records are not annotated: a null key or value is a legal one
    private Record<byte[], byte[]> withoutContent(Record<byte[], byte[]> original, Origin from, DeadLetter why) {
        Record<byte[], byte[]> keyed =
                without("headers,value", original, from, why).withValue((byte[]) null);
        return fits(keyed)
                ? keyed
                : without("headers,value,key", original, from, why)
                        .withValue((byte[]) null)
                        .withKey((byte[]) null);
    }

    private boolean fits(Record<byte[], byte[]> letter) {
        return RecordSize.upperBound(letter.key(), letter.value(), letter.headers()) <= maxBytes;
    }

    private static Headers described(Headers original, Origin from, DeadLetter why) {
        Headers headers = new RecordHeaders(original);
        put(headers, DeadLetterHeaders.STAGE, why.step().id());
        put(headers, DeadLetterHeaders.REASON, why.reason().name());
        put(headers, DeadLetterHeaders.MESSAGE, why.message());
        put(headers, DeadLetterHeaders.TOPIC, from.getTopic());
        put(headers, DeadLetterHeaders.PARTITION, Integer.toString(from.getPartition()));
        put(headers, DeadLetterHeaders.OFFSET, Long.toString(from.getOffset()));
        put(headers, DeadLetterHeaders.TIMESTAMP, Long.toString(from.getTimestamp()));
        headers.remove(DeadLetterHeaders.OMITTED).remove(DeadLetterHeaders.MODEL);
        why.model().ifPresent(version -> put(headers, DeadLetterHeaders.MODEL, version));
        return headers;
    }

    private static void put(Headers headers, String name, String value) {
        headers.remove(name).add(name, value.getBytes(UTF_8));
    }
}
