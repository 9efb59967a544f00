package dev.millrace.service.operations;

import static dev.millrace.testing.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testing.TestKafka;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;

final class TopicWatchIT {

    private static final Duration INTERVAL = Duration.ofMillis(100);

    @Test
    void namesWhatIsMissingUntilItIsThere() throws Exception {
        String prefix = TestKafka.shared().newPrefix();
        try (Admin admin = admin(TestKafka.shared());
                TopicWatch watch = TopicWatch.start(admin, Set.of(prefix + "in"), Set.of(prefix + "out"), INTERVAL)) {
            until(() -> watch.problems()
                    .equals(List.of("topic '" + prefix + "in' is missing", "topic '" + prefix + "out' is missing")));

            make(admin, prefix + "in", prefix + "out");

            until(() -> watch.problems().isEmpty());
        }
    }

    @Test
    void namesWhatIsForbiddenAndThenThatKafkaIsGone() throws Exception {
        try (TestKafka kafka = TestKafka.ownWithAccessControl();
                Admin admin = admin(kafka)) {
            make(admin, "both", "hidden", "read-only", "write-only");
            admin.createAcls(List.of(
                            allow("ANONYMOUS", "read-only", AclOperation.READ),
                            allow("ANONYMOUS", "write-only", AclOperation.WRITE),
                            allow("somebody", "hidden", AclOperation.READ)))
                    .all()
                    .get();
            Set<String> topics = Set.of("both", "hidden", "read-only", "write-only");
            try (TopicWatch watch = TopicWatch.start(admin, topics, topics, INTERVAL)) {
                until(() -> watch.problems()
                        .equals(List.of(
                                "topic 'hidden' may not be described",
                                "topic 'read-only' may not be written",
                                "topic 'write-only' may not be read")));

                kafka.stop();

                until(() ->
                        watch.problems().size() == 1 && watch.problems().get(0).startsWith("Kafka does not answer"));
            }
        }
    }

    @Test
    void saysThatItGetsNoAnswer() {
        Admin admin = admin(TestKafka.shared());
        admin.close();
        try (TopicWatch watch = TopicWatch.start(admin, Set.of("in"), Set.of(), INTERVAL)) {
            until(() -> !watch.problems().isEmpty());

            assertThat(watch.problems()).singleElement().asString().startsWith("Kafka does not answer: ");
        }
    }

    private static Admin admin(TestKafka kafka) {
        return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    private static void make(Admin admin, String... names) throws Exception {
        for (String name : names) {
            admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
        }
    }

    /** A user who may read or write a topic may also describe it. */
    private static AclBinding allow(String user, String topic, AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
                new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW));
    }
}
