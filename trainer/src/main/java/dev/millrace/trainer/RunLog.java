package dev.millrace.trainer;

import dev.millrace.model.spec.Task;
import dev.millrace.records.TrainingRun;
import dev.millrace.schemas.KafkaConnection;
import dev.millrace.schemas.MalformedRecordException;
import dev.millrace.schemas.Topic;
import dev.millrace.schemas.UnknownSchemaException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads one task's newest recorded runs. */
final class RunLog {

    private static final Logger log = LoggerFactory.getLogger(RunLog.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Offsets read of each partition, two a run: what is older hardly matters for the next comparison. */
    private static final long OFFSETS = 1_000;

    private final Task task;
    private final Topic<String, TrainingRun> topic;
    private final List<TrainingRun> runs = new ArrayList<>();

    private RunLog(Task task, Topic<String, TrainingRun> topic) {
        this.task = task;
        this.topic = topic;
    }

    /**
     * The task's runs among the newest committed records, oldest first.
     *
     * @throws TimeoutException when no record arrives for 30 seconds before the end is reached
     */
    static List<TrainingRun> read(KafkaConnection connection, Topic<String, TrainingRun> topic, Task task) {
        Map<String, Object> properties = new HashMap<>(connection.properties());
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        RunLog runs = new RunLog(task, topic);
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer())) {
            runs.readToEnd(consumer);
        }
        runs.runs.sort(Comparator.comparingLong(TrainingRun::getStartedAt));
        return List.copyOf(runs.runs);
    }

    private void readToEnd(KafkaConsumer<String, byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        consumer.beginningOffsets(partitions)
                .forEach((partition, beginning) ->
                        consumer.seek(partition, Math.max(beginning, ends.getOrDefault(partition, 0L) - OFFSETS)));
        long lastRecordAt = System.nanoTime();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<String, byte[]> polled : consumer.poll(POLL)) {
                lastRecordAt = System.nanoTime();
                accept(polled);
            }
            if (System.nanoTime() - lastRecordAt > PATIENCE.toNanos()) {
                throw new TimeoutException(
                        "the end of '" + topic.name() + "' was not reached: no record came for " + PATIENCE);
            }
        }
    }

    private void accept(ConsumerRecord<String, byte[]> polled) {
        if (polled.key() != null && polled.key().startsWith(task.id() + "/")) {
            read(polled).ifPresent(runs::add);
        }
    }

    private Optional<TrainingRun> read(ConsumerRecord<String, byte[]> polled) {
        try {
            return Optional.ofNullable(topic.valueSerde().deserializer().deserialize(polled.topic(), polled.value()));
        } catch (MalformedRecordException | UnknownSchemaException e) {
            log.warn(
                    "Record of a run skipped: topic={} partition={} offset={} why={}",
                    polled.topic(),
                    polled.partition(),
                    polled.offset(),
                    e.getMessage());
            return Optional.empty();
        }
    }
}
