package dev.millrace.cli.models;

import dev.millrace.cli.connection.Cluster;
import dev.millrace.cli.connection.CommandException;
import dev.millrace.model.spec.Task;
import dev.millrace.modelregistry.ModelCatalog;
import dev.millrace.modelregistry.ModelKeys;
import dev.millrace.modelregistry.ModelLog;
import dev.millrace.records.Action;
import dev.millrace.records.Command;
import dev.millrace.records.ModelAlias;
import dev.millrace.records.OperatorAlias;
import dev.millrace.schemas.Topic;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What an operator may read and say. Each call opens and closes its own clients. */
final class OperatorDesk {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Cluster cluster;
    private final InstantSource clock = InstantSource.system();

    OperatorDesk(Cluster cluster) {
        this.cluster = cluster;
    }

    /** What the topics say now. */
    ModelCatalog catalog() {
        cluster.requireTopics(List.of(
                cluster.topics().models().name(),
                cluster.topics().modelAliases().name()));
        try (ModelLog log = ModelLog.open(cluster.connection(), cluster.topics())) {
            log.readToEnd();
            return log.catalog();
        }
    }

    /**
     * Names the version, then looks whether it is still there: the trainer may have been about to take it away. What was
     * said before stands again then.
     *
     * @param before what the topics said when the version was chosen
     * @throws CommandException when it has gone
     */
    @SuppressWarnings("NullAway")
    void pin(Task task, String version, @Nullable String reason, ModelCatalog before) {
        say(
                task,
                OperatorAlias.newBuilder()
                        .setVersion(version)
                        .setBy(operator())
                        .setAt(clock.millis())
                        .setReason(reason)
                        .build());
        if (catalogOnceSettled().manifest(task, version).isEmpty()) {
            say(task, before.operatorAlias(task).orElse(null));
            throw new CommandException(
                    task.id() + " model '" + version + "' was retired at this moment; what was said before stands");
        }
    }

    void unpin(Task task) {
        say(task, null);
    }

    private ModelCatalog catalogOnceSettled() {
        try (ModelLog log = ModelLog.open(cluster.connection(), cluster.topics())) {
            log.readModelsPastOpenTransactions(PATIENCE);
            return log.catalog();
        } catch (TimeoutException e) {
            throw new CommandException(
                    "said, but whether the version stays could not be checked: " + e.getMessage(), e);
        }
    }

    private void say(Task task, @Nullable OperatorAlias word) {
        send(
                cluster.topics().modelAliases(),
                ModelKeys.operatorAlias(task.id()),
                word == null ? null : ModelAlias.newBuilder().setContent(word).build());
    }

    void trainNow(Task task) {
        Command command = Command.newBuilder()
                .setAction(Action.TRAIN_NOW)
                .setBy(operator())
                .setAt(clock.millis())
                .build();
        send(cluster.topics().commands(), task.id(), command);
    }

    private <V> void send(Topic<String, V> topic, String key, @Nullable V value) {
        cluster.requireTopics(List.of(topic.name()));
        try (Producer<String, V> producer = cluster.producer(topic, PATIENCE)) {
            producer.send(new ProducerRecord<>(topic.name(), key, value)).get();
        } catch (ExecutionException e) {
            throw new CommandException("topic '" + topic.name() + "' did not take the record: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("interrupted while writing to '" + topic.name() + "'", e);
        }
    }

    private static String operator() {
        return System.getProperty("user.name", "unknown");
    }
}
