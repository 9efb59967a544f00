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

/** Writes the operator's alias of a task: pins a version, or withdraws the pin. For one thread. */
public final class OperatorAliasWriter {

    private final KafkaConnection connection;
    private final Topics topics;
    private final Producer<String, ModelAlias> producer;

    /** @param producer writes to the aliases' topic; the caller closes it */
    public OperatorAliasWriter(KafkaConnection connection, Topics topics, Producer<String, ModelAlias> producer) {
        this.connection = connection;
        this.topics = topics;
        this.producer = producer;
    }

    /**
     * Pins the version that {@code alias} names, then checks that the trainer did not retire it at the same moment. If it did,
     * the earlier alias is restored.
     *
     * @param before the topics when the version was chosen
     * @param patience how long transactions that are open on the models' topic may take to end
     * @return whether the version is pinned; false if it was retired and the earlier alias stands
     * @throws TimeoutException when the alias was written, but whether the version is still there could not be checked
     * @throws KafkaException when the alias could not be written
     */
    public boolean pin(Task task, OperatorAlias alias, ModelCatalog before, Duration patience) {
        write(task, Optional.of(alias));
        if (catalogAfterOpenTransactions(patience)
                .manifest(task, alias.getVersion())
                .isPresent()) {
            return true;
        }
        write(task, before.operatorAlias(task));
        return false;
    }

    /**
     * Withdraws the operator's alias: the trainer's champion serves.
     *
     * @throws KafkaException when the alias could not be written
     */
    public void unpin(Task task) {
        write(task, Optional.empty());
    }

    private ModelCatalog catalogAfterOpenTransactions(Duration patience) {
        try (ModelLog log = ModelLog.open(connection, topics)) {
            log.readModelsPastOpenTransactions(patience);
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
