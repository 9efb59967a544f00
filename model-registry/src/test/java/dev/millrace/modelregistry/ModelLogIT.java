package dev.millrace.modelregistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.fixtures.TestTopics;
import dev.millrace.model.artifact.ArtifactException;
import dev.millrace.model.artifact.Sha256;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.records.ModelAlias;
import dev.millrace.records.OperatorAlias;
import dev.millrace.records.TrainerAlias;
import dev.millrace.schemas.KafkaConnection;
import dev.millrace.schemas.Topics;
import java.time.Duration;
import java.util.Random;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ModelLogIT {

    private final TestTopics installed = TestTopics.made();
    private final KafkaConnection connection = installed.connection();
    private final Topics topics = installed.topics();
    private final byte[] artifact = new byte[1_000];
    private final ScriptedModelWriter writer = new ScriptedModelWriter(installed);

    @BeforeEach
    void prepare() {
        new Random(1).nextBytes(artifact);
    }

    @AfterEach
    void close() {
        writer.close();
        installed.close();
    }

    @Test
    void fetchesTheModelThatTheTrainerPublished() {
        writer.publish("000001-aaaaaaaa", artifact, Sha256.of(artifact));

        try (ModelLog log = ModelLog.open(connection, topics)) {
            log.readToEnd();

            assertThat(log.catalog().serving(DefaultTasks.IMAGE)).contains("000001-aaaaaaaa");
            assertThat(log.catalog().serving(DefaultTasks.REVIEW)).isEmpty();
            assertThat(log.fetch(DefaultTasks.IMAGE, "000001-aaaaaaaa")).isEqualTo(artifact);
        }
    }

    @Test
    void servesThePinUntilItIsRemoved() {
        writer.publish("000001-aaaaaaaa", artifact, Sha256.of(artifact));
        writer.publish("000002-bbbbbbbb", artifact, Sha256.of(artifact));
        String key = ModelKeys.operatorAlias("image");
        writer.alias(key, new ModelAlias(new OperatorAlias("000001-aaaaaaaa", "me", 1L, null)));

        try (ModelLog log = ModelLog.open(connection, topics)) {
            log.readToEnd();
            assertThat(log.catalog().serving(DefaultTasks.IMAGE)).contains("000001-aaaaaaaa");

            writer.alias(key, null);
            log.readToEnd();

            assertThat(log.catalog().serving(DefaultTasks.IMAGE)).contains("000002-bbbbbbbb");
        }
    }

    @Test
    void neverSeesAPublishThatWasNotCommitted() {
        writer.begin();
        writer.send("000001-aaaaaaaa", artifact, Sha256.of(artifact));
        writer.abort();

        try (ModelLog log = ModelLog.open(connection, topics)) {
            log.readToEnd();

            assertThat(log.catalog().versions(DefaultTasks.IMAGE)).isEmpty();
        }
    }

    @Test
    void waitsForTheManifestOfAnAliasThatCameEarly() {
        writer.alias(ModelKeys.trainerAlias("image"), new ModelAlias(new TrainerAlias("000009-eeeeeeee", null)));

        try (ModelLog log = ModelLog.open(connection, topics)) {
            log.readToEnd();

            assertThat(log.catalog().serving(DefaultTasks.IMAGE)).isEmpty();
            assertThat(log.catalog().dangling(DefaultTasks.IMAGE)).contains("000009-eeeeeeee");
        }
    }

    @Test
    void refusesChunksThatAreNotWhatTheManifestPromised() {
        writer.publish("000001-aaaaaaaa", artifact, Sha256.of(new byte[] {1}));

        try (ModelLog log = ModelLog.open(connection, topics)) {
            log.readToEnd();

            assertThatThrownBy(() -> log.fetch(DefaultTasks.IMAGE, "000001-aaaaaaaa"))
                    .isInstanceOfAny(ArtifactException.class, MissingModelException.class);
        }
    }

    @Test
    void namesAChunkThatIsGone() {
        writer.publish("000001-aaaaaaaa", artifact, Sha256.of(artifact));
        writer.write(ModelKeys.chunk("image", "000001-aaaaaaaa", 2), null);

        try (ModelLog log = ModelLog.open(connection, topics)) {
            log.readToEnd();

            assertThatThrownBy(() -> log.fetch(DefaultTasks.IMAGE, "000001-aaaaaaaa"))
                    .isInstanceOf(MissingModelException.class)
                    .hasMessageContaining("chunk 2");
        }
    }

    @Test
    void skipsWhatIsNoModelRecordAndReadsOn() {
        writer.write("image/x", new byte[] {1, 2, 3});
        writer.publish("000001-aaaaaaaa", artifact, Sha256.of(artifact));

        try (ModelLog log = ModelLog.open(connection, topics)) {
            log.readToEnd();

            assertThat(log.unreadable()).isEqualTo(1);
            assertThat(log.catalog().serving(DefaultTasks.IMAGE)).isPresent();
        }
    }

    @Test
    void countsWhatCannotBeReadAsNothingUnderItsKeyAsItWouldBeAfterCompaction() {
        writer.publish("000001-aaaaaaaa", artifact, Sha256.of(artifact));
        writer.write(ModelKeys.manifest("image", "000001-aaaaaaaa"), new byte[] {1, 2, 3});

        try (ModelLog log = ModelLog.open(connection, topics)) {
            log.readToEnd();

            assertThat(log.catalog().versions(DefaultTasks.IMAGE)).isEmpty();
            assertThat(log.catalog().dangling(DefaultTasks.IMAGE)).contains("000001-aaaaaaaa");
            assertThat(log.catalog().chunks(DefaultTasks.IMAGE, "000001-aaaaaaaa"))
                    .containsExactlyInAnyOrder(0, 1, 2, 3);
        }
    }

    @Test
    void readsPastATransactionOnlyOnceItHasEnded() {
        try (ModelLog log = ModelLog.open(connection, topics)) {
            writer.begin();
            writer.send("000001-aaaaaaaa", artifact, Sha256.of(artifact));
            writer.flush();

            assertThatThrownBy(() -> log.readModelsPastOpenTransactions(Duration.ofMillis(500)))
                    .isInstanceOf(TimeoutException.class)
                    .hasMessageContaining("open for longer");

            writer.commit();
            log.readModelsPastOpenTransactions(Duration.ofSeconds(30));

            assertThat(log.catalog().manifest(DefaultTasks.IMAGE, "000001-aaaaaaaa"))
                    .isPresent();
        }
    }
}
