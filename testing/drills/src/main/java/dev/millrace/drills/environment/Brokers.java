package dev.millrace.drills.environment;

import dev.millrace.cli.connection.Cluster;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/** What an operator asks brokers, and changes on them. Each call opens and closes its own client. */
public record Brokers(Cluster cluster) {

    private static final long PATIENCE_SECONDS = 60;
    private static final Map<String, String> SETTINGS =
            Map.of("retention.ms", "-1", "max.message.bytes", Integer.toString(2 << 20));

    /** The id of the broker that leads a partition now. */
    public int leader(String topic, int partition) {
        return partition(topic, partition).leader().id();
    }

    /** Gives topics more partitions. */
    public void grow(List<String> topics, int partitions) {
        try (Admin admin = cluster.admin()) {
            topics.forEach(topic -> await(admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions)))
                    .all()));
        }
    }

    /** Deletes a topic, and returns once the brokers no longer know it. */
    public void delete(String topic) {
        try (Admin admin = cluster.admin()) {
            await(admin.deleteTopics(List.of(topic)).all());
            Waiting.until(
                    Waiting.MINUTE,
                    "topic '" + topic + "' is gone",
                    () -> !await(admin.listTopics().names()).contains(topic));
        }
    }

    /** Creates a topic with the broker's replication, and returns once its partitions have leaders. */
    public void create(String topic, int partitions) {
        create(new NewTopic(topic, Optional.of(partitions), Optional.empty()).configs(SETTINGS));
    }

    /**
     * Creates a topic on these brokers. One of them is enough to acknowledge a record, and any of them may become a
     * partition's leader, even one that has not all records.
     */
    public void createUnsafe(String topic, int partitions, List<Integer> replicas) {
        Map<Integer, List<Integer>> assignment = new HashMap<>();
        IntStream.range(0, partitions).forEach(partition -> assignment.put(partition, replicas));
        Map<String, String> settings = new HashMap<>(SETTINGS);
        settings.put("unclean.leader.election.enable", "true");
        settings.put("min.insync.replicas", "1");
        create(new NewTopic(topic, assignment).configs(settings));
    }

    private void create(NewTopic topic) {
        try (Admin admin = cluster.admin()) {
            await(admin.createTopics(List.of(topic)).all());
            Waiting.until(
                    Waiting.MINUTE,
                    "topic '" + topic.name() + "' has leaders",
                    () -> await(admin.listTopics().names()).contains(topic.name()) && hasLeaders(admin, topic.name()));
        }
    }

    /** Returns once every partition of a topic has a leader. */
    public void awaitLeaders(String topic) {
        try (Admin admin = cluster.admin()) {
            Waiting.until(
                    Waiting.MINUTE.multipliedBy(7), "'" + topic + "' has leaders", () -> hasLeaders(admin, topic));
        }
    }

    /** Where each partition of a topic ends. */
    public Map<Integer, Long> ends(String topic) {
        try (Admin admin = cluster.admin()) {
            Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
            describe(admin, topic)
                    .partitions()
                    .forEach(partition ->
                            latest.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest()));
            Map<Integer, Long> ends = new HashMap<>();
            await(admin.listOffsets(latest).all())
                    .forEach((partition, end) -> ends.put(partition.partition(), end.offset()));
            return ends;
        }
    }

    private static boolean hasLeaders(Admin admin, String topic) {
        return describe(admin, topic).partitions().stream()
                .allMatch(partition ->
                        partition.leader() != null && !partition.leader().isEmpty());
    }

    private TopicPartitionInfo partition(String topic, int number) {
        try (Admin admin = cluster.admin()) {
            return describe(admin, topic).partitions().stream()
                    .filter(partition -> partition.partition() == number)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static TopicDescription describe(Admin admin, String topic) {
        return Objects.requireNonNull(
                await(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic));
    }

    private static <T> T await(KafkaFuture<T> answer) {
        try {
            return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the brokers do not do as asked", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the brokers", e);
        }
    }
}
