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
 * Creates dead letters that always fit their topic.
 *
 * <p>A dead letter keeps the original's key, value, timestamp and headers and adds headers with the reason and coordinates. If
 * that is too large, it omits the original headers, then also the value, then also the key, and a header lists what it omits.
 * The coordinates still lead to the original.
 *
 * @param maxBytes largest record of the dead-letter topic, at least 16,384
 */
public record DeadLetters(int maxBytes) {

    private static final int MIN_MAX_BYTES = 16_384;

    public DeadLetters {
        if (maxBytes < MIN_MAX_BYTES) {
            throw new IllegalArgumentException(
                    "maxBytes of dead letters must be at least " + MIN_MAX_BYTES + ", got " + maxBytes);
        }
    }

    /** The dead letter of {@code original}, which was read from {@code from}. */
    public Record<byte[], byte[]> of(Record<byte[], byte[]> original, Origin from, DeadLetter why) {
        Record<byte[], byte[]> whole = original.withHeaders(withReason(original.headers(), from, why));
        if (fits(whole)) {
            return whole;
        }
        return withoutHeaders(original, from, why);
    }

    /** The dead letter of a record whose headers are no longer available; it says that it omits them. */
    public Record<byte[], byte[]> withoutHeaders(Record<byte[], byte[]> original, Origin from, DeadLetter why) {
        Record<byte[], byte[]> bare = omitting("headers", original, from, why);
        return fits(bare) ? bare : withoutContent(original, from, why);
    }

    private static Record<byte[], byte[]> omitting(
            String omitted, Record<byte[], byte[]> original, Origin from, DeadLetter why) {
        Headers headers = withReason(new RecordHeaders(), from, why);
        put(headers, DeadLetterHeaders.OMITTED, omitted);
        return original.withHeaders(headers);
    }

    @SuppressWarnings("NullAway") // Kafka's records are not annotated: a null key or value is a legal one
    private Record<byte[], byte[]> withoutContent(Record<byte[], byte[]> original, Origin from, DeadLetter why) {
        Record<byte[], byte[]> keyed =
                omitting("headers,value", original, from, why).withValue((byte[]) null);
        return fits(keyed)
                ? keyed
                : omitting("headers,value,key", original, from, why)
                        .withValue((byte[]) null)
                        .withKey((byte[]) null);
    }

    private boolean fits(Record<byte[], byte[]> record) {
        return RecordSize.upperBound(record.key(), record.value(), record.headers()) <= maxBytes;
    }

    private static Headers withReason(Headers original, Origin from, DeadLetter why) {
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
