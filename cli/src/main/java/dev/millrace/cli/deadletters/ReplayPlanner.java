package dev.millrace.cli.deadletters;

import dev.millrace.cli.connection.Cluster;
import dev.millrace.cli.deadletters.ReplayPlan.Ready;
import dev.millrace.cli.deadletters.ReplayPlan.Refused;
import dev.millrace.schemas.RecordSize;
import dev.millrace.schemas.TopicLimits;
import dev.millrace.schemas.deadletter.DeadLetterHeaders;
import dev.millrace.schemas.deadletter.ReplayHeaders;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Creates the records to replay from dead letters: the same key, value, headers and partition, the current time as
 * timestamp, and the first coordinates. Refuses records that would make a whole transaction fail. Owned by one thread.
 */
final class ReplayPlanner implements AutoCloseable {

    /** Larger than any topic accepts or any producer buffers. */
    private static final int LARGEST = 16 << 20;

    private final Cluster cluster;
    private final InstantSource clock;
    private final OriginalRecords originals;
    private final Map<SourceTopic, Integer> limits = new HashMap<>();

    ReplayPlanner(Cluster cluster, InstantSource clock) {
        this.cluster = cluster;
        this.clock = clock;
        this.originals = new OriginalRecords(cluster);
    }

    ReplayPlan of(DeadLetterRecord deadLetter) {
        Optional<SourceTopic> topic = SourceTopic.named(deadLetter.from().getTopic(), cluster);
        if (topic.isEmpty()) {
            return new Refused(deadLetter, "its topic '" + deadLetter.from().getTopic() + "' is not an input topic");
        }
        return originals
                .whole(deadLetter, topic.get())
                .map(whole -> checked(deadLetter, topic.get(), again(deadLetter, whole)))
                .orElseGet(() -> new Refused(
                        deadLetter,
                        "the dead letter lacks its value, and the original no longer exists at "
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
                    deadLetter,
                    "its partition no longer exists: '" + record.topic() + "' has only " + partitions + " now");
        }
        long bytes = RecordSize.upperBound(record.key(), record.value(), record.headers());
        int limit = limits.computeIfAbsent(topic, this::limit);
        return bytes <= limit
                ? new Ready(deadLetter, record)
                : new Refused(
                        deadLetter,
                        "required a record of at most " + limit + " bytes with the headers of a replay, got " + bytes);
    }

    /** Asked once for each topic. */
    private int limit(SourceTopic topic) {
        cluster.requireWritable(List.of(topic.name()));
        try (Admin admin = cluster.admin()) {
            return TopicLimits.maxMessageBytes(admin, topic.name(), LARGEST);
        }
    }

    @Override
    public void close() {
        originals.close();
    }
}
