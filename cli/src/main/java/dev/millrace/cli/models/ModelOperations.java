package dev.millrace.cli.models;

import dev.millrace.cli.connection.Cluster;
import dev.millrace.cli.connection.CommandException;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.spec.Task;
import dev.millrace.modelregistry.ModelCatalog;
import dev.millrace.modelregistry.ModelLog;
import dev.millrace.modelregistry.publish.ModelUpload;
import dev.millrace.modelregistry.publish.NewModel;
import dev.millrace.modelregistry.publish.OperatorAliasWriter;
import dev.millrace.modelregistry.publish.PublishFailedException;
import dev.millrace.modelregistry.publish.PublisherLostException;
import dev.millrace.records.Action;
import dev.millrace.records.Command;
import dev.millrace.records.OperatorAlias;
import dev.millrace.records.TrainingRun;
import dev.millrace.service.tasks.TaskCatalog;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What an operator can do with models. Each call opens and closes its own clients. */
final class ModelOperations {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Cluster cluster;
    private final InstantSource clock = InstantSource.system();

    ModelOperations(Cluster cluster) {
        this.cluster = cluster;
    }

    /** The tasks of the installation. */
    TaskCatalog tasks() {
        return cluster.tasks();
    }

    /** The current time. */
    Instant now() {
        return clock.instant();
    }

    /** The current versions and aliases. */
    ModelCatalog catalog() {
        cluster.requireReadable(List.of(
                cluster.topics().models().name(),
                cluster.topics().modelAliases().name()));
        try (ModelLog log = ModelLog.openAtEnd(cluster.connection(), cluster.topics())) {
            return log.catalog();
        }
    }

    /**
     * Pins the version.
     *
     * @param before the catalogue when the version was chosen
     * @throws CommandException when the version was retired at the same moment; the earlier alias then applies again
     */
    @SuppressWarnings("NullAway")
    void pin(Task task, String version, @Nullable String reason, ModelCatalog before) {
        OperatorAlias alias = OperatorAlias.newBuilder()
                .setVersion(version)
                .setBy(operator())
                .setAt(clock.millis())
                .setReason(reason)
                .build();
        requireAliasTopic();
        try {
            refuse(writer().pin(task, alias, before, PATIENCE), task.id() + " model '" + version + "'");
        } catch (TimeoutException e) {
            throw new CommandException("pinned, but could not check that the version stays: " + e.getMessage(), e);
        } catch (PublishFailedException | PublisherLostException e) {
            throw notWritten(e);
        }
    }

    private static void refuse(OperatorAliasWriter.PinOutcome outcome, String model) {
        switch (outcome) {
            case PINNED -> {}
            case TAKEN_BACK ->
                throw new CommandException(model + " was retired at the same moment; the earlier alias applies");
            case OVERTAKEN ->
                throw new CommandException(model + " was retired at the same moment; what another operator has written"
                        + " since applies");
        }
    }

    private static CommandException notWritten(RuntimeException e) {
        return new CommandException(
                "the alias was not written; another operator may have written one at the same moment: "
                        + e.getMessage(),
                e);
    }

    /** Removes the pin, so that the champion serves. */
    void unpin(Task task) {
        requireAliasTopic();
        try {
            writer().unpin(task);
        } catch (PublishFailedException | PublisherLostException e) {
            throw notWritten(e);
        }
    }

    /** Asks the task's leader for a run. */
    void trainNow(Task task) {
        command(task, Action.TRAIN_NOW, null);
    }

    /**
     * Writes a model to the topic as a version that no alias names.
     *
     * @return the version; the present one if the topic has the same model already
     */
    String upload(Task task, ModelArtifact artifact, ModelCatalog catalog) {
        cluster.requireWritable(List.of(cluster.topics().models().name()));
        try {
            NewModel model = new NewModel(task, artifact, clock.instant(), Optional.empty());
            return ModelUpload.upload(model, catalog, cluster.connection(), cluster.topics());
        } catch (PublishFailedException | PublisherLostException e) {
            throw new CommandException("the model was not uploaded, nothing has changed: " + e.getMessage(), e);
        }
    }

    /**
     * Asks the task's leader to judge an uploaded version, and waits.
     *
     * @return the record of the run that judged it; empty if none came in time
     */
    Optional<TrainingRun> judge(Task task, String version, Duration timeout) {
        cluster.requireReadable(List.of(cluster.topics().trainingRuns().name()));
        try (NewRuns runs = NewRuns.fromNowOn(cluster)) {
            command(task, Action.PUBLISH, version);
            return runs.awaitJudgement(task, version, timeout);
        }
    }

    @SuppressWarnings("NullAway")
    private void command(Task task, Action action, @Nullable String version) {
        String topic = cluster.topics().commands().name();
        cluster.requireWritable(List.of(topic));
        Command command = Command.newBuilder()
                .setAction(action)
                .setBy(operator())
                .setAt(clock.millis())
                .setVersion(version)
                .build();
        try (Producer<String, Command> producer =
                cluster.producer(cluster.topics().commands(), PATIENCE)) {
            producer.send(new ProducerRecord<>(topic, task.id(), command)).get();
        } catch (ExecutionException e) {
            throw new CommandException("topic '" + topic + "' did not accept the command: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("interrupted while writing to '" + topic + "'", e);
        }
    }

    private void requireAliasTopic() {
        cluster.requireWritable(List.of(cluster.topics().modelAliases().name()));
    }

    private OperatorAliasWriter writer() {
        return new OperatorAliasWriter(cluster.connection(), cluster.topics());
    }

    private static String operator() {
        return System.getProperty("user.name", "unknown");
    }
}
