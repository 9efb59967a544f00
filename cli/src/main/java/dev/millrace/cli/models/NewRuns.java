package dev.millrace.cli.models;

import dev.millrace.cli.connection.Cluster;
import dev.millrace.model.spec.Task;
import dev.millrace.records.TrainingRun;
import dev.millrace.schemas.MalformedRecordException;
import dev.millrace.schemas.Topic;
import dev.millrace.schemas.UnknownSchemaException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The records of runs that end from now on. Not thread-safe. */
final class NewRuns implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;
    private final Topic<String, TrainingRun> topic;

    private NewRuns(Consumer<byte[], byte[]> consumer, Topic<String, TrainingRun> topic) {
        this.consumer = consumer;
        this.topic = topic;
    }

    /** Begins at the present end of the topic, which must exist. */
    static NewRuns fromNowOn(Cluster cluster) {
        Topic<String, TrainingRun> topic = cluster.topics().trainingRuns();
        Consumer<byte[], byte[]> consumer = cluster.reader(new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.endOffsets(partitions).forEach(consumer::seek);
        return new NewRuns(consumer, topic);
    }

    /** Waits for the run that judges an uploaded version; empty if it has not ended after {@code timeout}. */
    Optional<TrainingRun> awaitJudgement(Task task, String version, Duration timeout) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < timeout.toNanos()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                Optional<TrainingRun> judged = read(record)
                        .filter(run -> run.getTask().equals(task.id()) && version.equals(run.getCandidate()));
                if (judged.isPresent()) {
                    return judged;
                }
            }
        }
        return Optional.empty();
    }

    /** Records that are no runs judge nothing. */
    private Optional<TrainingRun> read(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(topic.valueSerde().deserializer().deserialize(record.topic(), record.value()));
        } catch (MalformedRecordException | UnknownSchemaException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
