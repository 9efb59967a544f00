package dev.millrace.modelregistry.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.fixtures.TestTopics;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.spec.Task;
import dev.millrace.modelregistry.ModelCatalog;
import dev.millrace.modelregistry.ModelLog;
import dev.millrace.modelregistry.publish.OperatorAliasWriter.PinOutcome;
import dev.millrace.records.OperatorAlias;
import dev.millrace.testing.Await;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two operators decide on one task at the same time. */
final class OperatorAliasWriterIT {

    private static final Task TASK = DefaultTasks.IMAGE;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String RETIRED = "000009-aaaaaaaa";

    private final TestTopics installed = TestTopics.made();
    private final OperatorAliasWriter first = new OperatorAliasWriter(installed.connection(), installed.topics());
    private final OperatorAliasWriter second = new OperatorAliasWriter(installed.connection(), installed.topics());
    private String version;
    private String newer;

    @BeforeEach
    void publish() {
        try (ModelPublisher publisher =
                ModelPublisher.open(installed.connection(), installed.topics(), TASK, new VersionRetention(5))) {
            version = publisher.publish(TestModels.model(10), catalog(), TestModels::run);
            newer = publisher.publish(TestModels.model(20), catalog(), TestModels::run);
        }
    }

    @AfterEach
    void close() {
        installed.close();
    }

    @Test
    void takesBackAPinOfAVersionThatWasRetired() {
        assertThat(first.pin(TASK, alias(version, "first"), catalog(), PATIENCE))
                .isEqualTo(PinOutcome.PINNED);

        assertThat(first.pin(TASK, alias(RETIRED, "first"), catalog(), PATIENCE))
                .isEqualTo(PinOutcome.TAKEN_BACK);

        assertThat(catalog().operatorAlias(TASK).map(OperatorAlias::getVersion)).contains(version);
        first.unpin(TASK);
        assertThat(first.pin(TASK, alias(RETIRED, "first"), catalog(), PATIENCE))
                .isEqualTo(PinOutcome.TAKEN_BACK);
        assertThat(catalog().operatorAlias(TASK)).isEmpty();
    }

    /** The first operator's pin fails; before it is taken back, the second operator pins another version. */
    @Test
    void putsNoOldPinBackOverThatOfAnotherOperator() throws Exception {
        first.pin(TASK, alias(version, "first"), catalog(), PATIENCE);
        ModelCatalog before = catalog();

        CompletableFuture<PinOutcome> refused;
        CompletableFuture<PinOutcome> overtaking;
        try (KafkaProducer<String, byte[]> trainer = openTransaction()) {
            refused = CompletableFuture.supplyAsync(() -> first.pin(TASK, alias(RETIRED, "first"), before, PATIENCE));
            awaitPinned(RETIRED);
            overtaking =
                    CompletableFuture.supplyAsync(() -> second.pin(TASK, alias(newer, "second"), before, PATIENCE));
            awaitPinned(newer);
            trainer.abortTransaction();
        }

        assertThat(refused.get()).isEqualTo(PinOutcome.OVERTAKEN);
        assertThat(overtaking.get()).isEqualTo(PinOutcome.PINNED);
        assertThat(catalog().operatorAlias(TASK).map(OperatorAlias::getVersion)).contains(newer);
    }

    @Test
    void putsNoOldPinBackAfterAnotherOperatorHasRemovedIt() throws Exception {
        first.pin(TASK, alias(version, "first"), catalog(), PATIENCE);
        ModelCatalog before = catalog();

        CompletableFuture<PinOutcome> refused;
        try (KafkaProducer<String, byte[]> trainer = openTransaction()) {
            refused = CompletableFuture.supplyAsync(() -> first.pin(TASK, alias(RETIRED, "first"), before, PATIENCE));
            awaitPinned(RETIRED);
            second.unpin(TASK);
            trainer.abortTransaction();
        }

        assertThat(refused.get()).isEqualTo(PinOutcome.OVERTAKEN);
        assertThat(catalog().operatorAlias(TASK)).isEmpty();
    }

    /** A trainer's transaction on the models topic. While it is open, operators wait before they check their pins. */
    private KafkaProducer<String, byte[]> openTransaction() {
        KafkaProducer<String, byte[]> trainer =
                installed.producer(Map.of("transactional.id", "held-open", "transaction.timeout.ms", 60_000));
        trainer.initTransactions();
        trainer.beginTransaction();
        var unused = trainer.send(
                new ProducerRecord<>(installed.topics().models().name(), "image/000001-dead/0", new byte[10]));
        trainer.flush();
        return trainer;
    }

    private void awaitPinned(String wanted) {
        Await.until(() -> catalog()
                .operatorAlias(TASK)
                .map(OperatorAlias::getVersion)
                .filter(wanted::equals)
                .isPresent());
    }

    private static OperatorAlias alias(String pinned, String by) {
        return new OperatorAlias(pinned, by, 1L, null);
    }

    private ModelCatalog catalog() {
        try (ModelLog log = ModelLog.openAtEnd(installed.connection(), installed.topics())) {
            return log.catalog();
        }
    }
}
