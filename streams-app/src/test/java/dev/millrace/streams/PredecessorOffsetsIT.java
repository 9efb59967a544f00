package dev.millrace.streams;

import static dev.millrace.testing.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.fixtures.Installation;
import dev.millrace.service.tasks.TaskConfig;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PredecessorOffsetsIT {

    private static final int RECORDS = 5;

    private final Installation installation = new Installation();
    private final String prefix = installation.connection().topicNames().prefix();
    private final String predecessor = prefix + "millrace-labels";
    private final String successor = prefix + "millrace-review-labels";
    private final Map<String, TopicPartition> partitions = new HashMap<>();
    private final Admin admin = installation.admin();

    @BeforeEach
    void sendRecords() {
        installation.makeTopics();
        for (String topic : new String[] {"reviews", "review-labels", "images"}) {
            for (int i = 0; i < RECORDS; i++) {
                installation.sendBytes(prefix + topic, "same", new byte[] {1});
            }
        }
        installation.flush();
        for (String topic : new String[] {"reviews", "review-labels", "images"}) {
            int partition = installation.committed(prefix + topic).get(0).partition();
            partitions.put(topic, new TopicPartition(prefix + topic, partition));
        }
    }

    @AfterEach
    void close() {
        admin.close();
        installation.close();
    }

    @Test
    void goesBackToTheFirstRecordOfTheWindowInTheTasksOwnTopics() throws Exception {
        commit(predecessor, Map.of("reviews", 4L, "review-labels", 3L, "images", 2L));

        takeOver(Instant.now());

        assertThat(committed(successor)).isEqualTo(Map.of(partition("reviews"), 0L, partition("review-labels"), 0L));
    }

    @Test
    void continuesWhereThePredecessorStoppedIfAllRecordsAreOlderThanTheWindow() throws Exception {
        commit(predecessor, Map.of("reviews", 4L, "review-labels", 3L));

        takeOver(Instant.now().plusSeconds(1_000_000));

        assertThat(committed(successor)).isEqualTo(Map.of(partition("reviews"), 4L, partition("review-labels"), 3L));
    }

    @Test
    void leavesOffsetsAloneThatTheClientHasCommitted() throws Exception {
        commit(predecessor, Map.of("reviews", 2L));
        commit(successor, Map.of("reviews", 5L));

        takeOver(Instant.now());

        assertThat(committed(successor)).isEqualTo(Map.of(partition("reviews"), 5L));
    }

    @Test
    void readsTheWindowAgainIfTheClientsStoresAreOfAnEarlierLayout() throws Exception {
        makeTopic(successor + "-review-events-changelog");
        commit(successor, Map.of("reviews", 5L, "review-labels", 4L));

        takeOver(Instant.now());

        assertThat(committed(successor)).isEqualTo(Map.of(partition("reviews"), 0L, partition("review-labels"), 0L));
    }

    @Test
    void leavesOffsetsAloneIfTheClientHasStoresOfThisLayout() throws Exception {
        makeTopic(successor + "-review-events-changelog");
        makeTopic(successor + "-review-events-by-time-changelog");
        commit(successor, Map.of("reviews", 5L));

        takeOver(Instant.now());

        assertThat(committed(successor)).isEqualTo(Map.of(partition("reviews"), 5L));
    }

    @Test
    void commitsNothingWithoutAPredecessor() throws Exception {
        takeOver(Instant.now());

        assertThat(committed(successor)).isEmpty();
    }

    private void makeTopic(String name) throws Exception {
        admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
        until(() -> isListed(name));
    }

    /** The controller answers before the broker that is asked knows of the topic. */
    private boolean isListed(String name) {
        return admin.listTopics(new ListTopicsOptions().listInternal(true))
                .names()
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .contains(name);
    }

    private void takeOver(Instant now) {
        StreamsAppConfig config = StreamsAppConfig.from(installation.environment());
        TaskConfig reviews = config.catalog().find("review").orElseThrow();
        PredecessorOffsets.takeOver(admin, config, reviews, InstantSource.fixed(now));
    }

    private void commit(String group, Map<String, Long> offsets) throws Exception {
        Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
        offsets.forEach((topic, offset) -> committed.put(partition(topic), new OffsetAndMetadata(offset)));
        admin.alterConsumerGroupOffsets(group, committed).all().get();
    }

    private Map<TopicPartition, Long> committed(String group) throws Exception {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get()
                .forEach((partition, offset) -> {
                    if (offset != null) {
                        offsets.put(partition, offset.offset());
                    }
                });
        return offsets;
    }

    private TopicPartition partition(String topic) {
        return partitions.getOrDefault(topic, new TopicPartition(topic, -1));
    }
}
