package dev.millrace.modelregistry.publish;

import dev.millrace.model.spec.Task;
import dev.millrace.modelregistry.ModelCatalog;
import dev.millrace.modelregistry.ModelKeys;
import dev.millrace.modelregistry.ModelLog;
import dev.millrace.records.ModelAlias;
import dev.millrace.records.OperatorAlias;
import dev.millrace.schemas.KafkaConnection;
import dev.millrace.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Writes the operator's alias of a task: pins a version or removes the pin. Not thread-safe.
 *
 * <p>All operators of a task write under one transactional id, so a later one fences an earlier one: what an operator takes
 * back can't replace what another one has written in between.
 */
public final class OperatorAliasWriter {

    private final KafkaConnection connection;
    private final Topics topics;

    /** Writes to the model-aliases topic. */
    public OperatorAliasWriter(KafkaConnection connection, Topics topics) {
        this.connection = connection;
        this.topics = topics;
    }

    /** What became of a pin. */
    public enum PinOutcome {
        /** The version is pinned. */
        PINNED,
        /** The version was retired at the same time; the alias before applies again. */
        TAKEN_BACK,
        /** The version was retired at the same time; another operator has decided since, and that applies. */
        OVERTAKEN
    }

    /**
     * Pins the version that {@code alias} names, then checks that the trainer did not retire it at the same time. If it did,
     * restores the previous alias, unless another operator has written one.
     *
     * @param before state of the topics when the version was chosen
     * @param timeout how long to wait for open transactions on the models topic to end
     * @throws TimeoutException when the alias was written, but it is unknown whether the version still exists
     * @throws PublishFailedException when nothing was written
     * @throws PublisherLostException when another operator's alias was written at the same time, and this one was not
     * @throws KafkaException when the broker does not answer or refuses the transactional id
     */
    public PinOutcome pin(Task task, OperatorAlias alias, ModelCatalog before, Duration timeout) {
        try (ModelTransactions transactions = open(task)) {
            write(transactions, task, Optional.of(alias));
            ModelCatalog now = catalogAfterOpenTransactions(timeout);
            if (now.manifest(task, alias.getVersion()).isPresent()) {
                return PinOutcome.PINNED;
            }
            return takeBack(transactions, task, alias, before, now);
        }
    }

    private PinOutcome takeBack(
            ModelTransactions transactions, Task task, OperatorAlias alias, ModelCatalog before, ModelCatalog now) {
        if (!now.operatorAlias(task).equals(Optional.of(alias))) {
            return PinOutcome.OVERTAKEN;
        }
        try {
            write(transactions, task, before.operatorAlias(task));
            return PinOutcome.TAKEN_BACK;
        } catch (PublisherLostException e) {
            return PinOutcome.OVERTAKEN;
        }
    }

    /**
     * Removes the operator's alias, so that the trainer's champion serves.
     *
     * @throws PublishFailedException when nothing was written
     * @throws PublisherLostException when another operator's alias was written at the same time, and nothing else
     * @throws KafkaException when the broker does not answer or refuses the transactional id
     */
    public void unpin(Task task) {
        try (ModelTransactions transactions = open(task)) {
            write(transactions, task, Optional.empty());
        }
    }

    private ModelTransactions open(Task task) {
        return ModelTransactions.open(connection, connection.clientNames().pins(task.id()));
    }

    private ModelCatalog catalogAfterOpenTransactions(Duration timeout) {
        try (ModelLog log = ModelLog.open(connection, topics)) {
            log.readModelsPastOpenTransactions(timeout);
            log.readToEnd();
            return log.catalog();
        }
    }

    private void write(ModelTransactions transactions, Task task, Optional<OperatorAlias> alias) {
        String key = ModelKeys.operatorAlias(task.id());
        ProducerRecord<String, byte[]> record = alias.map(
                        content -> ModelAlias.newBuilder().setContent(content).build())
                .map(value -> ModelTransactions.toRecord(topics.modelAliases(), key, value))
                .orElseGet(() -> new ProducerRecord<>(topics.modelAliases().name(), key, null));
        boolean unused = transactions.transact(List.of(record), () -> true);
    }
}
