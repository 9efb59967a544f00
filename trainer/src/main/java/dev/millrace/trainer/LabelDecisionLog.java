package dev.millrace.trainer;

import dev.millrace.model.spec.Task;
import dev.millrace.records.Decision;
import dev.millrace.records.LabelDecision;
import dev.millrace.schemas.KafkaConnection;
import dev.millrace.schemas.LabelDecisionKey;
import dev.millrace.schemas.MalformedRecordException;
import dev.millrace.schemas.Topic;
import dev.millrace.schemas.UnknownSchemaException;
import dev.millrace.trainer.training.LabelDecisions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads operators' decisions on one task's labels. The trainer never writes that topic. */
final class LabelDecisionLog {

    private static final Logger log = LoggerFactory.getLogger(LabelDecisionLog.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Task task;
    private final Topic<String, LabelDecision> topic;
    private final Map<String, Decision> decisions = new HashMap<>();

    private LabelDecisionLog(Task task, Topic<String, LabelDecision> topic) {
        this.task = task;
        this.topic = topic;
    }

    /**
     * The decisions that are committed now. If the topic is missing, as before an upgrade is complete, there are none.
     *
     * @throws TimeoutException when no record arrives for 30 seconds before the end is reached
     */
    static LabelDecisions read(KafkaConnection connection, Topic<String, LabelDecision> topic, Task task) {
        Map<String, Object> properties = new HashMap<>(connection.properties());
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        LabelDecisionLog read = new LabelDecisionLog(task, topic);
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer())) {
            read.readToEnd(consumer);
        }
        return new LabelDecisions(read.labels(Decision.APPROVED), read.labels(Decision.REFUSED));
    }

    private void readToEnd(KafkaConsumer<String, byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        if (partitions.isEmpty()) {
            log.warn("Topic of label decisions is missing, so there are none: topic={}", topic.name());
            return;
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        long lastRecordAt = System.nanoTime();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<String, byte[]> polled : consumer.poll(POLL)) {
                lastRecordAt = System.nanoTime();
                LabelDecisionKey.parse(polled.key())
                        .filter(key -> key.task().equals(task.id()))
                        .ifPresent(key -> accept(key.label(), polled));
            }
            if (System.nanoTime() - lastRecordAt > PATIENCE.toNanos()) {
                throw new TimeoutException(
                        "the end of '" + topic.name() + "' was not reached: no record came for " + PATIENCE);
            }
        }
    }

    private void accept(String label, ConsumerRecord<String, byte[]> polled) {
        if (polled.value() == null) {
            decisions.remove(label);
            return;
        }
        try {
            decisions.put(
                    label,
                    topic.valueSerde()
                            .deserializer()
                            .deserialize(polled.topic(), polled.value())
                            .getDecision());
        } catch (MalformedRecordException | UnknownSchemaException e) {
            log.warn(
                    "Label decision skipped, the one before it stays: topic={} partition={} offset={} why={}",
                    polled.topic(),
                    polled.partition(),
                    polled.offset(),
                    e.getMessage());
        }
    }

    private Set<String> labels(Decision decision) {
        return decisions.entrySet().stream()
                .filter(entry -> entry.getValue() == decision)
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }
}
