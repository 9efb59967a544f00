package dev.millrace.cli.deadletters;

import dev.millrace.cli.connection.Cluster;
import dev.millrace.cli.deadletters.ReplayPlan.Ready;
import dev.millrace.cli.deadletters.ReplayPlan.Refused;
import dev.millrace.schemas.RecordSize;
import dev.millrace.schemas.TopicLimits;
import dev.millrace.schemas.deadletter.DeadLetterHeaders;
import dev.millrace.schemas.deadletter.ReplayHeaders;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Makes of dead letters the records that go out again: the same key, value, headers and partition, a timestamp of now, and where
 * the record was first. Refuses what would make a whole transaction fail. Owned by one thread.
 */
final class ReplayPlanner implements AutoCloseable {

    /** A record that no topic takes, and no producer holds in memory. */
    private static final int LARGEST = 16 << 20;

    private final Cluster cluster;
    private final InstantSource clock;
    private final OriginalRecords originals;
    private final Map<SourceTopic, Integer> limits = new EnumMap<>(SourceTopic.class);

    ReplayPlanner(Cluster cluster, InstantSource clock) {
        this.cluster = cluster;
        this.clock = clock;
        this.originals = new OriginalRecords(cluster);
    }

    ReplayPlan of(DeadLetterRecord deadLetter) {
        Optional<SourceTopic> topic = SourceTopic.named(
                deadLetter.from().getTopic(), cluster.connection().topicNames());
        if (topic.isEmpty()) {
            return new Refused(
                    deadLetter, "its topic '" + deadLetter.from().getTopic() + "' is none that is classified here");
        }
        return originals
                .whole(deadLetter, topic.get())
                .map(whole -> checked(deadLetter, topic.get(), again(deadLetter, whole)))
                .orElseGet(() -> new Refused(
                        deadLetter,
                        "the dead letter lacks its value, and the original is gone at "
                                + deadLetter.from().getTopic() + " " + deadLetter.originalOffset()));
    }

    private ProducerRecord<byte[], byte[]> again(DeadLetterRecord deadLetter, ConsumerRecord<byte[], byte[]> whole) {
        Headers headers = new RecordHeaders(whole.headers());
        DeadLetterHeaders.ALL.forEach(headers::remove);
        if (ReplayHeaders.read(headers).isEmpty()) {
            ReplayHeaders.write(headers, deadLetter.from());
        }
        return new ProducerRecord<>(
                deadLetter.from().getTopic(),
                deadLetter.from().getPartition(),
                clock.millis(),
                whole.key(),
                whole.value(),
                headers);
    }

    private ReplayPlan checked(DeadLetterRecord deadLetter, SourceTopic topic, ProducerRecord<byte[], byte[]> record) {
        int partitions = originals.topic(topic).partitions();
        if (deadLetter.from().getPartition() >= partitions) {
            return new Refused(
                    deadLetter, "its partition is gone: '" + record.topic() + "' has only " + partitions + " now");
        }
        long bytes = RecordSize.upperBound(record.key(), record.value(), record.headers());
        int limit = limits.computeIfAbsent(topic, this::limit);
        return bytes <= limit
                ? new Ready(deadLetter, record)
                : new Refused(
                        deadLetter,
                        "required a record of at most " + limit + " bytes with the headers of a replay, got " + bytes);
    }

    private int limit(SourceTopic topic) {
        try (Admin admin = cluster.admin()) {
            return TopicLimits.maxMessageBytes(
                    admin, topic.in(cluster.connection().topicNames()), LARGEST);
        }
    }

    @Override
    public void close() {
        originals.close();
    }
}
