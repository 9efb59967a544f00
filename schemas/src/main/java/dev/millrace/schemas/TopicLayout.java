package dev.millrace.schemas;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * The required layout of the topics.
 *
 * @param tasks topics of the tasks
 * @param partitions of every topic except the models, their aliases, the commands and the decisions on labels, which have
 *     one; at least 1
 * @param replicationFactor of every topic, at least 1; empty for the broker's {@code default.replication.factor}. From 3 on,
 *     {@code min.insync.replicas} is one less
 * @param retention of events, labels, predictions and dead letters by record time; empty for forever, which a topic with
 *     old event times needs
 * @param labelledRetention of the accumulated training data; empty for forever
 * @param maxMessageBytes of the largest record, at least 1 MiB
 */
public record TopicLayout(
        TopicNames names,
        TaskTopics tasks,
        int partitions,
        Optional<Short> replicationFactor,
        Optional<Duration> retention,
        Optional<Duration> labelledRetention,
        int maxMessageBytes) {

    private static final int KAFKA_DEFAULT_MESSAGE_BYTES = 1 << 20;
    private static final int REPLICAS_FOR_A_SPARE = 3;
    private static final Duration COMMAND_RETENTION = Duration.ofHours(1);

    public TopicLayout {
        if (partitions < 1) {
            throw new IllegalArgumentException("partitions must be at least 1, got " + partitions);
        }
        replicationFactor.filter(factor -> factor < 1).ifPresent(factor -> {
            throw new IllegalArgumentException("replication factor must be at least 1, got " + factor);
        });
        if (maxMessageBytes < KAFKA_DEFAULT_MESSAGE_BYTES) {
            throw new IllegalArgumentException(
                    "max message bytes must be at least " + KAFKA_DEFAULT_MESSAGE_BYTES + ", got " + maxMessageBytes);
        }
    }

    /**
     * Names of the topics that tasks have for themselves.
     *
     * @param events of records, labels and predictions
     * @param labelled of training examples
     */
    public record TaskTopics(Set<String> events, Set<String> labelled) {

        public TaskTopics {
            events = Set.copyOf(events);
            labelled = Set.copyOf(labelled);
        }

        /** Those of the default tasks. */
        public static TaskTopics standard(TopicNames names) {
            return new TaskTopics(
                    Set.of(
                            names.images(),
                            names.reviews(),
                            names.imageLabels(),
                            names.reviewLabels(),
                            names.imagePredictions(),
                            names.reviewPredictions()),
                    Set.of(names.labelledImages(), names.labelledReviews()));
        }
    }

    /** Four partitions, the broker's default replication, everything kept forever. */
    public static TopicLayout local(TopicNames names) {
        return local(names, TaskTopics.standard(names));
    }

    /** The same with other tasks' topics. */
    public static TopicLayout local(TopicNames names, TaskTopics tasks) {
        return new TopicLayout(
                names,
                tasks,
                4,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                KAFKA_DEFAULT_MESSAGE_BYTES + 65_536);
    }

    /** Every topic with the settings that matter. */
    public List<NewTopic> topics() {
        return Stream.of(tasks.events(), tasks.labelled(), names.system())
                .flatMap(Collection::stream)
                .map(this::topic)
                .toList();
    }

    private NewTopic topic(String name) {
        boolean isSingle = isCompacted(name) || name.equals(names.commands());
        return new NewTopic(name, Optional.of(isSingle ? 1 : partitions), replicationFactor).configs(settings(name));
    }

    private boolean isCompacted(String name) {
        return List.of(names.models(), names.modelAliases(), names.labelApprovals())
                .contains(name);
    }

    private Map<String, String> settings(String name) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("max.message.bytes", Integer.toString(maxMessageBytes));
        inSyncReplicas().ifPresent(replicas -> settings.put("min.insync.replicas", replicas.toString()));
        if (isCompacted(name)) {
            settings.put("cleanup.policy", "compact");
            settings.put("segment.bytes", Integer.toString(64 << 20));
            settings.put("segment.ms", Long.toString(Duration.ofHours(1).toMillis()));
            settings.put(
                    "max.compaction.lag.ms", Long.toString(Duration.ofHours(2).toMillis()));
        } else {
            settings.put("cleanup.policy", "delete");
            settings.put("retention.ms", milliseconds(retentionOf(name)));
        }
        return settings;
    }

    /**
     * How many replicas must have a record before it counts as written: all but one, so that one broker may fail without a loss
     * and without a pause. With fewer than three replicas that is impossible, and the broker's default applies.
     */
    private Optional<Integer> inSyncReplicas() {
        return replicationFactor
                .filter(factor -> factor >= REPLICAS_FOR_A_SPARE)
                .map(factor -> factor - 1);
    }

    private Optional<Duration> retentionOf(String name) {
        if (tasks.labelled().contains(name)) {
            return labelledRetention;
        }
        return name.equals(names.commands()) ? Optional.of(COMMAND_RETENTION) : retention;
    }

    private static String milliseconds(Optional<Duration> duration) {
        return duration.map(Duration::toMillis).orElse(-1L).toString();
    }
}
