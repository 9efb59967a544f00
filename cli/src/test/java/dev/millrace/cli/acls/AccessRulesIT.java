package dev.millrace.cli.acls;

import static dev.millrace.testing.Await.until;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.service.access.Access;
import dev.millrace.service.access.Grant;
import dev.millrace.service.access.Role;
import dev.millrace.service.operations.AccessWatch;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Readiness of the services names each grant that is missing, and no role may do what is another's. */
final class AccessRulesIT {

    private static final Duration INTERVAL = Duration.ofMillis(50);

    private final SecuredInstallation installation = SecuredInstallation.shared();

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"STREAMS_APP", "TRAINER"})
    void readinessNamesEachGrantThatIsMissing(Role role) {
        Access access = installation.access(role).access();
        Set<String> internal = role == Role.STREAMS_APP ? Set.of(internalTopic()) : Set.of();
        try (Admin own = Admin.create(installation.connection(role).properties());
                AccessWatch watch = AccessWatch.start(own, access, internal, INTERVAL)) {
            until(() -> found(watch).toList().isEmpty());
            for (Grant grant : access.grants()) {
                installation.withdraw(role, grant);

                until(() -> found(watch).anyMatch(sentence -> names(sentence, grant)));

                installation.grant(role, grant);
                until(() -> found(watch).toList().isEmpty());
            }
        }
    }

    /** A topic that begins as the internal ones do, and that the streams app makes. */
    private String internalTopic() {
        String name = installation.access(Role.STREAMS_APP).access().grants().stream()
                        .filter(grant -> grant.operation() == AclOperation.CREATE)
                        .map(grant -> grant.resource().name())
                        .findFirst()
                        .orElseThrow()
                + "of-a-test";
        try (Admin own = Admin.create(
                Map.copyOf(installation.connection(Role.STREAMS_APP).properties()))) {
            SecuredInstallation.join(
                    own.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all());
        }
        return name;
    }

    private static Stream<String> found(AccessWatch watch) {
        return Stream.concat(watch.problems().stream(), watch.notes().stream());
    }

    private static boolean names(String sentence, Grant grant) {
        String operation = switch (grant.operation()) {
            case READ -> "may not be read";
            case WRITE -> "may not be written";
            default -> "lacks the permission " + grant.operation();
        };
        return sentence.contains("'" + grant.resource().name())
                && (sentence.contains(operation)
                        || sentence.contains("required " + grant.operation())
                        || (sentence.contains("required ") && sentence.contains(", " + grant.operation())));
    }

    @Test
    void noRoleMayDoWhatIsAnothers() {
        var names = installation.names();
        mayNotWrite(Role.PRODUCER, names.models());
        mayNotWrite(Role.PRODUCER, names.imageLabels());
        mayNotRead(Role.PRODUCER, names.imagePredictions());
        mayNotWrite(Role.LABELLER, names.images());
        mayNotWrite(Role.LABELLER, names.labelledImages());
        mayNotWrite(Role.STREAMS_APP, names.modelAliases());
        mayNotWrite(Role.STREAMS_APP, names.models());
        mayNotWrite(Role.STREAMS_APP, names.images());
        mayNotRead(Role.STREAMS_APP, names.commands());
        mayNotWrite(Role.TRAINER, names.imagePredictions());
        mayNotWrite(Role.TRAINER, names.labelApprovals());
        mayNotWrite(Role.TRAINER, names.labelledImages());
        mayNotRead(Role.TRAINER, names.images());
        mayNotWrite(Role.CONSUMER, names.imagePredictions());
        mayNotRead(Role.CONSUMER, names.models());
        mayNotWrite(Role.OPERATOR, names.imagePredictions());
        mayNotWrite(Role.OPERATOR, names.images());
        mayNotWrite(Role.REPLAYER, names.modelAliases());
        mayNotRead(Role.REPLAYER, names.models());
        mayNotRead(Role.PROVISIONER, names.images());
        mayNotWrite(Role.PROVISIONER, names.modelAliases());
    }

    @Test
    void noRoleMayTakeAnothersTransactionalIdOrMakeTopics() {
        mayNotFence(
                Role.STREAMS_APP,
                installation.connection(Role.TRAINER).clientNames().trainerTransactions("image"));
        mayNotFence(
                Role.OPERATOR,
                installation.connection(Role.TRAINER).clientNames().trainerTransactions("image"));
        mayNotFence(
                Role.TRAINER,
                installation.connection(Role.TRAINER).clientNames().replay());
        for (Role role : List.of(Role.STREAMS_APP, Role.TRAINER, Role.PRODUCER, Role.OPERATOR, Role.PROVISIONER)) {
            try (Admin own = Admin.create(installation.connection(role).properties())) {
                assertThatThrownBy(() -> SecuredInstallation.join(
                                own.createTopics(List.of(new NewTopic("secured-made-by-" + role.id(), 1, (short) 1)))
                                        .all()))
                        .as(role.id())
                        .hasCauseInstanceOf(TopicAuthorizationException.class);
            }
        }
    }

    private void mayNotWrite(Role role, String topic) {
        try (KafkaProducer<byte[], byte[]> producer = producer(role, Map.of())) {
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>(topic, new byte[1]))
                            .get())
                    .as(role + " writes " + topic)
                    .hasRootCauseInstanceOf(AuthorizationException.class);
        }
    }

    private void mayNotFence(Role role, String transactionalId) {
        try (KafkaProducer<byte[], byte[]> producer = producer(role, Map.of("transactional.id", transactionalId))) {
            assertThatThrownBy(producer::initTransactions)
                    .as(role + " takes " + transactionalId)
                    .isInstanceOf(TransactionalIdAuthorizationException.class);
        }
    }

    private KafkaProducer<byte[], byte[]> producer(Role role, Map<String, Object> more) {
        Map<String, Object> properties =
                new HashMap<>(installation.connection(role).properties());
        properties.putAll(more);
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private void mayNotRead(Role role, String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                installation.connection(role).properties(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(new TopicPartition(topic, 0)));
            consumer.seekToBeginning(consumer.assignment());
            assertThatThrownBy(() ->
                            until(() -> !consumer.poll(Duration.ofMillis(200)).isEmpty()))
                    .as(role + " reads " + topic)
                    .isInstanceOf(TopicAuthorizationException.class);
        }
    }
}
