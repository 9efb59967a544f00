package dev.millrace.cli.deadletters;

import dev.millrace.cli.connection.Cluster;
import dev.millrace.cli.connection.CommittedRecords;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Finds what dead letters lack, in the original topics. Owned by one thread. */
final class OriginalRecords implements AutoCloseable {

    private final Cluster cluster;
    private final Map<SourceTopic, CommittedRecords> topics = new HashMap<>();

    OriginalRecords(Cluster cluster) {
        this.cluster = cluster;
    }

    /**
     * The complete record: the dead letter's own if it is complete, otherwise the original. If the original no longer
     * exists and only headers are missing, the dead letter's own. Empty if content is missing and the original no longer
     * exists.
     */
    Optional<ConsumerRecord<byte[], byte[]>> whole(DeadLetterRecord deadLetter, SourceTopic topic) {
        if (deadLetter.omitted().isEmpty()) {
            return Optional.of(deadLetter.record());
        }
        Optional<ConsumerRecord<byte[], byte[]>> original =
                topic(topic).at(deadLetter.originalOffset()).filter(found -> isOf(deadLetter, found));
        return deadLetter.lacksValue() ? original : original.or(() -> Optional.of(deadLetter.record()));
    }

    /** The original topic, at its end when it was first asked for. */
    CommittedRecords topic(SourceTopic topic) {
        return topics.computeIfAbsent(topic, asked -> CommittedRecords.open(cluster, asked.name()));
    }

    /** A recreated topic has other records at the same coordinates. */
    private static boolean isOf(DeadLetterRecord deadLetter, ConsumerRecord<byte[], byte[]> found) {
        boolean sameTime =
                found.timestamp() < 0 || found.timestamp() == deadLetter.from().getTimestamp();
        return sameTime
                && (deadLetter.lacksKey()
                        || Arrays.equals(found.key(), deadLetter.record().key()));
    }

    @Override
    public void close() {
        topics.values().forEach(CommittedRecords::close);
    }
}
