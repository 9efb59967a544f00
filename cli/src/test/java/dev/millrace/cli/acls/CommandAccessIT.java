package dev.millrace.cli.acls;

import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.cli.Terminal;
import dev.millrace.fixtures.Artifacts;
import dev.millrace.model.spec.ImageArchitecture;
import dev.millrace.records.Origin;
import dev.millrace.schemas.deadletter.DeadLetter;
import dev.millrace.schemas.deadletter.DeadLetterReason;
import dev.millrace.schemas.deadletter.FailedStep;
import dev.millrace.service.access.Grant;
import dev.millrace.service.access.Role;
import dev.millrace.streams.deadletter.DeadLetters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each command works with the grants of its role, and names the one that is missing. */
final class CommandAccessIT {

    private final SecuredInstallation installation = SecuredInstallation.shared();

    @TempDir
    private Path folder;

    private Path imageModel;
    private Path reviewModel;
    private Path texts;

    @BeforeEach
    void makeFiles() throws Exception {
        imageModel = Files.write(
                folder.resolve("image.millrace"),
                Artifacts.image(new ImageArchitecture(8, 4, 4, 8), 1).toBytes());
        reviewModel = Files.write(
                folder.resolve("review.millrace"), Artifacts.review(3).toBytes());
        texts = Files.writeString(folder.resolve("reviews.tsv"), "pos\tgood film\n");
    }

    @Test
    void namesTheGrantThatAnOperatorLacks() {
        everyGrantIsNamed(Role.OPERATOR, this::operators);
    }

    private String[] operators(Grant grant) {
        String name = grant.resource().name();
        if (grant.resource().resourceType() == ResourceType.TRANSACTIONAL_ID) {
            boolean isOfImages = name.endsWith("image");
            return name.contains("operator")
                    ? words("models unpin " + (isOfImages ? "image" : "review"))
                    : publish(isOfImages ? imageModel : reviewModel);
        }
        String task = name.contains("image") ? "image" : "review";
        String topic = name.substring(installation.names().prefix().length());
        return switch (topic + " " + grant.operation()) {
            case "models READ", "model-aliases READ" -> words("models list");
            case "training-runs READ", "label-approvals READ" -> words("labels list --task image");
            case "dead-letters READ" -> words("dead-letters list");
            case "models WRITE" -> publish(reviewModel);
            case "model-aliases WRITE" -> words("models unpin image");
            case "commands WRITE" -> words("models train image");
            case "label-approvals WRITE" -> words("labels approve --task image --reason known cat");
            case "image-predictions READ", "review-predictions READ" -> words("predictions tail --limit 0");
            default -> words("tasks check " + task);
        };
    }

    @Test
    void namesTheGrantThatWhoReplaysLacks() throws Exception {
        for (String topic : List.of("images", "reviews", "image-labels", "review-labels")) {
            addDeadLetter(installation.names().prefix() + topic);
        }

        everyGrantIsNamed(Role.REPLAYER, grant -> words("dead-letters replay --all"));

        assertThat(complaint(Role.REPLAYER, words("dead-letters replay --all"))).isEmpty();
    }

    @Test
    void namesTheTopicThatAProducerMayNotWrite() {
        Grant reviews = grant(Role.PRODUCER, "reviews");
        isNamed(Role.PRODUCER, reviews, words("produce reviews --data " + texts));

        assertThat(complaint(Role.PRODUCER, words("produce reviews --data " + texts)))
                .isEmpty();
    }

    @Test
    void namesTheGrantThatWhoCreatesTopicsLacks() throws Exception {
        everyGrantIsNamed(
                Role.PROVISIONER,
                grant -> grant.operation() == CREATE ? words("topics create") : words("topics check"));
    }

    @Test
    void namesTheTopicThatMayNotBeCreated() {
        String topic = installation.names().labelApprovals();
        SecuredInstallation.join(
                installation.admin().deleteTopics(List.of(topic)).all());
        Grant create = installation.access(Role.PROVISIONER).access().grants().stream()
                .filter(grant ->
                        grant.operation() == CREATE && grant.resource().name().equals(topic))
                .findFirst()
                .orElseThrow();

        isNamed(Role.PROVISIONER, create, words("topics create --partitions 1"));

        assertThat(complaint(Role.PROVISIONER, words("topics create --partitions 1")))
                .isEmpty();
    }

    /** The command that needs a grant. */
    @FunctionalInterface
    private interface Needing {
        String[] command(Grant grant);
    }

    private void everyGrantIsNamed(Role role, Needing needing) {
        List<Grant> named = new ArrayList<>(installation.access(role).access().grants());
        // A replay without it assumes the broker's largest record, and warns. What exists need not be created.
        named.removeIf(grant -> role == Role.REPLAYER && grant.operation() == DESCRIBE_CONFIGS);
        named.removeIf(grant -> grant.operation() == CREATE);
        named.forEach(grant -> isNamed(role, grant, needing.command(grant)));
    }

    private void isNamed(Role role, Grant grant, String... command) {
        installation.withdraw(role, grant);
        try {
            String complaint = complaint(role, command);
            assertThat(complaint)
                    .as(String.join(" ", command))
                    .contains("'" + grant.resource().name() + "'")
                    .contains("required " + grant.operation());
            assertThat(SecuredInstallation.SECRETS.in(complaint)).isEmpty();
        } finally {
            installation.grant(role, grant);
        }
    }

    /** What the command prints as an error; empty if it succeeds. */
    private String complaint(Role role, String... command) {
        Terminal terminal = installation.as(role);
        int code = terminal.millrace(command);
        return code == 0 ? "" : terminal.complained() + terminal.said();
    }

    private static String[] words(String command) {
        return command.split(" ");
    }

    private static String[] publish(Path model) {
        return new String[] {"models", "publish", model.toString(), "--timeout", "1s"};
    }

    private Grant grant(Role role, String topic) {
        return installation.access(role).access().grants().stream()
                .filter(grant ->
                        grant.resource().name().equals(installation.names().prefix() + topic))
                .findFirst()
                .orElseThrow();
    }

    private void addDeadLetter(String topic) throws Exception {
        byte[] content = {1, 2, 3};
        Record<byte[], byte[]> original = new Record<>(content, content, 1L, new RecordHeaders());
        Record<byte[], byte[]> deadLetter = new DeadLetters(16_384)
                .of(
                        original,
                        new Origin(topic, 0, 0L, 1L),
                        DeadLetter.of(FailedStep.DESERIALIZATION, DeadLetterReason.MALFORMED_RECORD, "no Avro"));
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.copyOf(installation.kafka().adminProperties()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            installation.names().deadLetters(),
                            null,
                            1L,
                            deadLetter.key(),
                            deadLetter.value(),
                            deadLetter.headers()))
                    .get();
        }
    }
}
