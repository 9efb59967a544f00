package dev.millrace.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testing.TestKafka;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    void onlyChecksWhenAskedTo() {
        TopicProvisioning.Report report = TopicProvisioning.check(admin, layout);

        assertThat(report.created()).isEmpty();
        assertThat(report.differences()).hasSize(layout.names().all().size());
    }

    @Test
    void keepsEventsForAsLongAsConfigured() {
        TopicLayout weekly = new TopicLayout(
                layout.names(), 2, (short) 1, Optional.of(java.time.Duration.ofDays(7)), Optional.empty(), 2_000_000);

        NewTopic images = weekly.topics().get(0);

        assertThat(images.numPartitions()).isEqualTo(2);
        assertThat(images.configs()).containsEntry("retention.ms", "604800000");
    }
}
