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
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Writes the operator's alias of a task: pins a version or removes the pin. Not thread-safe. */
public final class OperatorAliasWriter {

    private final KafkaConnection connection;
    private final Topics topics;
    private final Producer<String, ModelAlias> producer;

    /** @param producer writes to the model-aliases topic; the caller closes it */
    public OperatorAliasWriter(KafkaConnection connection, Topics topics, Producer<String, ModelAlias> producer) {
        this.connection = connection;
        this.topics = topics;
        this.producer = producer;
    }

    /**
     * Pins the version that {@code alias} names, then checks that the trainer did not retire it at the same time. If it did,
     * restores the previous alias.
     *
     * @param before state of the topics when the version was chosen
     * @param timeout how long to wait for open transactions on the models topic to end
     * @return whether the version is pinned; false if it was retired and the previous alias was restored
     * @throws TimeoutException when the alias was written, but it is unknown whether the version still exists
     * @throws KafkaException when the alias could not be written
     */
    public boolean pin(Task task, OperatorAlias alias, ModelCatalog before, Duration timeout) {
        write(task, Optional.of(alias));
        if (catalogAfterOpenTransactions(timeout)
                .manifest(task, alias.getVersion())
                .isPresent()) {
            return true;
        }
        write(task, before.operatorAlias(task));
        return false;
    }

    /**
     * Removes the operator's alias, so that the trainer's champion serves.
     *
     * @throws KafkaException when the alias could not be written
     */
    public void unpin(Task task) {
        write(task, Optional.empty());
    }

    private ModelCatalog catalogAfterOpenTransactions(Duration timeout) {
        try (ModelLog log = ModelLog.open(connection, topics)) {
            log.readModelsPastOpenTransactions(timeout);
            return log.catalog();
        }
    }

    private void write(Task task, Optional<OperatorAlias> alias) {
        @Nullable
        ModelAlias value = alias.map(
                        content -> ModelAlias.newBuilder().setContent(content).build())
                .orElse(null);
        try {
            producer.send(new ProducerRecord<>(topics.modelAliases().name(), ModelKeys.operatorAlias(task.id()), value))
                    .get();
        } catch (ExecutionException e) {
            throw new KafkaException(
                    "topic '" + topics.modelAliases().name() + "' did not accept the alias: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptException(e);
        }
    }
}
