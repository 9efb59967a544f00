package dev.millrace.cli.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.cli.connection.PartitionOffset;
import dev.millrace.records.Origin;
import dev.millrace.schemas.deadletter.DeadLetterHeaders;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * A dead letter.
 *
 * @param reason by name, because a newer Millrace may know more reasons
 * @param from the coordinates of the rejected record
 * @param model the version that rejected it; empty if no model was involved
 * @param omitted what the dead letter lacks of the original; empty if nothing
 * @param record as it is in the dead-letter topic
 */
record DeadLetterRecord(
        String stage,
        String reason,
        String message,
        Origin from,
        Optional<String> model,
        Optional<String> omitted,
        ConsumerRecord<byte[], byte[]> record) {

    /** Empty if the record's headers do not make it a dead letter. */
    static Optional<DeadLetterRecord> of(ConsumerRecord<byte[], byte[]> record) {
        Headers headers = record.headers();
        Optional<String> stage = text(headers, DeadLetterHeaders.STAGE);
        Optional<String> reason = text(headers, DeadLetterHeaders.REASON);
        Optional<Origin> from = origin(headers);
        if (stage.isEmpty() || reason.isEmpty() || from.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new DeadLetterRecord(
                stage.get(),
                reason.get(),
                text(headers, DeadLetterHeaders.MESSAGE).orElse(""),
                from.get(),
                text(headers, DeadLetterHeaders.MODEL),
                text(headers, DeadLetterHeaders.OMITTED),
                record));
    }

    /** Its own coordinates. */
    PartitionOffset offset() {
        return PartitionOffset.of(record);
    }

    /** The position of the original in its topic. */
    PartitionOffset originalOffset() {
        return new PartitionOffset(from.getPartition(), from.getOffset());
    }

    /** The original's timestamp. */
    Instant time() {
        return Instant.ofEpochMilli(from.getTimestamp());
    }

    /** The original's key as text; empty if it has none. */
    Optional<String> key() {
        return Optional.ofNullable(record.key()).map(key -> new String(key, UTF_8));
    }

    boolean lacksValue() {
        return omitted.filter(left -> left.contains("value")).isPresent();
    }

    boolean lacksKey() {
        return omitted.filter(left -> left.contains("key")).isPresent();
    }

    static Optional<String> text(Headers headers, String name) {
        return Optional.ofNullable(headers.lastHeader(name)).map(Header::value).map(value -> new String(value, UTF_8));
    }

    private static Optional<Origin> origin(Headers headers) {
        Optional<String> topic = text(headers, DeadLetterHeaders.TOPIC);
        Optional<PartitionOffset> offset = text(headers, DeadLetterHeaders.PARTITION)
                .flatMap(partition -> text(headers, DeadLetterHeaders.OFFSET).map(number -> partition + ":" + number))
                .flatMap(PartitionOffset::parse);
        Optional<Long> timestamp = text(headers, DeadLetterHeaders.TIMESTAMP)
                .filter(text -> text.matches("-?\\d{1,18}"))
                .map(Long::valueOf);
        if (topic.isEmpty() || offset.isEmpty() || timestamp.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Origin(topic.get(), offset.get().partition(), offset.get().offset(), timestamp.get()));
    }
}
