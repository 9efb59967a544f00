package dev.millrace.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.testing.Await;
import dev.millrace.testing.TestKafka;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TopicProvisioningIT {

    private final Admin admin =
            Admin.create(Map.of("bootstrap.servers", TestKafka.shared().bootstrapServers()));
    private final TopicLayout layout =
            TopicLayout.local(new TopicNames(TestKafka.shared().newPrefix()));

    @AfterEach
    void close() {
        admin.close();
    }

    @Test
    void createsEveryTopicOnceAndFindsNothingDifferentAfterwards() {
        TopicProvisioning.Report first = TopicProvisioning.createOrCheck(admin, layout);

        TopicProvisioning.Report second = TopicProvisioning.createOrCheck(admin, layout);

        assertThat(first.created())
                .containsExactlyInAnyOrderElementsOf(layout.names().all());
        assertThat(first.differences()).isEmpty();
        assertThat(second.created()).isEmpty();
        assertThat(second.differences()).isEmpty();
    }

    @Test
    void saysWhatDiffersAndAltersNothing() throws Exception {
        String models = layout.names().models();
        admin.createTopics(List.of(new NewTopic(models, 2, (short) 1))).all().get();

        TopicProvisioning.Report report = TopicProvisioning.createOrCheck(admin, layout);

        assertThat(report.differences())
                .contains(
                        "topic '" + models + "': partitions should be 1, is 2",
                        "topic '" + models + "': cleanup.policy should be compact, is delete");
        assertThat(admin.describeTopics(Set.of(models))
                        .allTopicNames()
                        .get()
                        .get(models)
                        .partitions())
                .hasSize(2);
    }

    @Test
    void saysWhichTopicsHaveFewerReplicasThanRequired() {
        TopicProvisioning.createOrCheck(admin, layout);

        TopicProvisioning.Report report = TopicProvisioning.check(admin, replicated(Optional.of((short) 3)));

        assertThat(report.differences())
                .containsExactlyInAnyOrderElementsOf(layout.names().all().stream()
                        .flatMap(name -> Stream.of(
                                "topic '" + name + "': replication should be 3, is 1",
                                "topic '" + name + "': min.insync.replicas should be 2, is 1"))
                        .toList());
        assertThat(TopicProvisioning.check(admin, replicated(Optional.of((short) 1)))
                        .differences())
                .isEmpty();
    }

    @Test
    void makesAsManyReplicasAsTheBrokerDoesByDefault() throws Exception {
        try (TestKafka two = TestKafka.ownReplicated(2);
                Admin replicating = Admin.create(Map.of("bootstrap.servers", two.bootstrapServers()))) {
            TopicProvisioning.createOrCheck(replicating, layout);

            assertThat(replicating
                            .describeTopics(layout.names().all())
                            .allTopicNames()
                            .get()
                            .values())
                    .allSatisfy(topic -> assertThat(topic.partitions())
                            .allSatisfy(partition ->
                                    assertThat(partition.replicas()).hasSize(2)));
        }
    }

    @Test
    void requiresAllReplicasButOneToBeInSyncWhereThatLeavesTwo() {
        assertThat(inSync((short) 4)).containsExactly("3");
        assertThat(inSync((short) 3)).containsExactly("2");
        assertThat(inSync((short) 2)).isEmpty();
        assertThat(inSync((short) 1)).isEmpty();
    }

    private Set<String> inSync(short factor) {
        return replicated(Optional.of(factor)).topics().stream()
                .map(topic -> topic.configs().get("min.insync.replicas"))
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    @Test
    void createsReplicatedTopicsOfWhichAllButOneReplicaMustBeInSync() throws Exception {
        try (TestKafka three = TestKafka.ownReplicated(3);
                Admin replicating = Admin.create(Map.of("bootstrap.servers", three.bootstrapServers()))) {
            TopicLayout spare = replicated(Optional.of((short) 3));
            TopicProvisioning.createOrCheck(replicating, spare);

            Await.until(() ->
                    TopicProvisioning.check(replicating, spare).differences().isEmpty());
        }
    }

    @Test
    void refusesAReplicationOfNone() {
        assertThatThrownBy(() -> replicated(Optional.of((short) 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got 0");
    }

    private TopicLayout replicated(Optional<Short> factor) {
        return new TopicLayout(
                layout.names(),
                layout.tasks(),
                layout.partitions(),
                factor,
                layout.retention(),
                layout.labelledRetention(),
                layout.maxMessageBytes());
    }

    @Test
    void onlyChecksWhenAskedTo() {
        TopicProvisioning.Report report = TopicProvisioning.check(admin, layout);

        assertThat(report.created()).isEmpty();
        assertThat(report.differences()).hasSize(layout.names().all().size());
    }

    @Test
    void keepsEventsForAsLongAsConfigured() {
        TopicLayout weekly = new TopicLayout(
                layout.names(),
                layout.tasks(),
                2,
                Optional.empty(),
                Optional.of(java.time.Duration.ofDays(7)),
                Optional.empty(),
                2_000_000);

        NewTopic images = weekly.topics().get(0);

        assertThat(images.numPartitions()).isEqualTo(2);
        assertThat(images.configs()).containsEntry("retention.ms", "604800000");
    }
}
