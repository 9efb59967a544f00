package dev.millrace.service.operations;

import static dev.millrace.testing.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.service.access.Access;
import dev.millrace.service.access.Grant;
import dev.millrace.testing.TestKafka;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;

final class AccessWatchIT {

    private static final Duration INTERVAL = Duration.ofMillis(100);

    @Test
    void namesWhatIsMissingUntilItIsThere() throws Exception {
        String prefix = TestKafka.shared().newPrefix();
        try (Admin admin = admin(TestKafka.shared());
                AccessWatch watch = watch(admin, Set.of(prefix + "in"), Set.of(prefix + "out"))) {
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
            try (AccessWatch watch = watch(admin, topics, topics)) {
                until(() -> watch.problems()
                        .equals(List.of(
                                "topic 'hidden' may not be described: required READ, WRITE",
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
        try (AccessWatch watch = watch(admin, Set.of("in"), Set.of())) {
            until(() -> !watch.problems().isEmpty());

            assertThat(watch.problems()).singleElement().asString().startsWith("Kafka does not answer: ");
        }
    }

    @Test
    void namesTheGroupsAndTransactionalIdsThatMayNotBeUsed() throws Exception {
        List<Grant> forbidden = List.of(group("ours"), transactionalId("one"), transactionalIds("all-"));
        List<Grant> open = List.of(group("free"), transactionalId("free"));
        try (TestKafka kafka = TestKafka.ownWithAccessControl();
                Admin admin = admin(kafka)) {
            allow(admin, "somebody", forbidden);
            Access access =
                    new Access(Stream.concat(forbidden.stream(), open.stream()).toList());
            try (AccessWatch watch = AccessWatch.start(admin, access, Set.of(), INTERVAL)) {
                until(() -> watch.problems()
                        .equals(List.of(
                                "consumer group 'ours' may not be used: required READ",
                                "transactional ids that begin with 'all-' may not be used: required WRITE",
                                "transactional id 'one' may not be used: required WRITE")));

                allow(admin, "ANONYMOUS", forbidden);

                until(() -> watch.problems().isEmpty());
            }
        }
    }

    private static Grant group(String name) {
        return grant(ResourceType.GROUP, name, PatternType.LITERAL, AclOperation.READ);
    }

    private static Grant transactionalId(String name) {
        return grant(ResourceType.TRANSACTIONAL_ID, name, PatternType.LITERAL, AclOperation.WRITE);
    }

    private static Grant transactionalIds(String prefix) {
        return grant(ResourceType.TRANSACTIONAL_ID, prefix, PatternType.PREFIXED, AclOperation.WRITE);
    }

    private static void allow(Admin admin, String user, List<Grant> grants) throws Exception {
        admin.createAcls(grants.stream().map(grant -> grant.to("User:" + user)).toList())
                .all()
                .get();
    }

    @Test
    void notesPermissionsWithoutWhichTheServiceWorksWorse() throws Exception {
        try (TestKafka kafka = TestKafka.ownWithAccessControl();
                Admin admin = admin(kafka)) {
            make(admin, "ours-changelog", "output");
            admin.createAcls(List.of(
                            allow("ANONYMOUS", "ours-changelog", AclOperation.READ),
                            allow("ANONYMOUS", "output", AclOperation.WRITE)))
                    .all()
                    .get();
            Access access = new Access(List.of(
                    grant(ResourceType.TOPIC, "output", PatternType.LITERAL, AclOperation.DESCRIBE_CONFIGS),
                    grant(ResourceType.TOPIC, "ours-", PatternType.PREFIXED, AclOperation.READ),
                    grant(ResourceType.TOPIC, "ours-", PatternType.PREFIXED, AclOperation.DELETE)));
            try (AccessWatch watch = AccessWatch.start(admin, access, Set.of("ours-changelog"), INTERVAL)) {
                until(() -> watch.notes()
                        .equals(List.of(
                                "topic 'ours-changelog' lacks the permission DELETE",
                                "topic 'output' lacks the permission DESCRIBE_CONFIGS")));

                assertThat(watch.problems()).isEmpty();
            }
        }
    }

    private static AccessWatch watch(Admin admin, Set<String> read, Set<String> written) {
        Stream<Grant> grants = Stream.concat(
                read.stream().map(name -> grant(ResourceType.TOPIC, name, PatternType.LITERAL, AclOperation.READ)),
                written.stream().map(name -> grant(ResourceType.TOPIC, name, PatternType.LITERAL, AclOperation.WRITE)));
        return AccessWatch.start(admin, new Access(grants.toList()), Set.of(), INTERVAL);
    }

    private static Grant grant(ResourceType type, String name, PatternType pattern, AclOperation operation) {
        return new Grant(new ResourcePattern(type, name, pattern), operation);
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
        return grant(ResourceType.TOPIC, topic, PatternType.LITERAL, operation).to("User:" + user);
    }
}
