package dev.millrace.cli.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.cli.connection.PartitionOffset;
import dev.millrace.schemas.deadletter.DeadLetterHeaders;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * A note in the dead-letter topic that a dead letter was replayed.
 *
 * @param deadLetter the dead letter's coordinates
 * @param sentAs the new record's position in the original topic
 */
record ReplayNote(PartitionOffset deadLetter, PartitionOffset sentAs, Instant at) {

    /**
     * Empty if the record is not a note. A header alone does not make one, because dead letters keep all headers that
     * came.
     */
    static Optional<ReplayNote> of(ConsumerRecord<byte[], byte[]> record) {
        Headers headers = record.headers();
        if (headers.lastHeader(DeadLetterHeaders.REASON) != null) {
            return Optional.empty();
        }
        Optional<PartitionOffset> deadLetter = place(headers, DeadLetterHeaders.REPLAYED);
        Optional<PartitionOffset> sentAs = place(headers, DeadLetterHeaders.REPLAYED_AS);
        return deadLetter.flatMap(
                of -> sentAs.map(as -> new ReplayNote(of, as, Instant.ofEpochMilli(record.timestamp()))));
    }

    /** The note as a record for the dead letter's own partition, where readers of the dead letter find it. */
    ProducerRecord<byte[], byte[]> record(String deadLetters) {
        Headers headers = new RecordHeaders()
                .add(DeadLetterHeaders.REPLAYED, deadLetter.toString().getBytes(UTF_8))
                .add(DeadLetterHeaders.REPLAYED_AS, sentAs.toString().getBytes(UTF_8));
        return nothing(deadLetters, headers);
    }

    @SuppressWarnings("NullAway") // Kafka's records are not annotated: a null key and value are legal ones
    private ProducerRecord<byte[], byte[]> nothing(String topic, Headers headers) {
        return new ProducerRecord<>(topic, deadLetter.partition(), at.toEpochMilli(), null, null, headers);
    }

    private static Optional<PartitionOffset> place(Headers headers, String name) {
        return DeadLetterRecord.text(headers, name).flatMap(PartitionOffset::parse);
    }
}
