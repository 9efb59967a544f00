package dev.millrace.trainer;

import dev.millrace.model.artifact.ArtifactException;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.spec.Task;
import dev.millrace.modelregistry.MissingModelException;
import dev.millrace.modelregistry.ModelCatalog;
import dev.millrace.modelregistry.ModelLog;
import dev.millrace.modelregistry.publish.ModelPublisher;
import dev.millrace.modelregistry.publish.NewModel;
import dev.millrace.modelregistry.publish.PublishFailedException;
import dev.millrace.modelregistry.publish.VersionRetention;
import dev.millrace.records.ModelManifest;
import dev.millrace.schemas.KafkaConnection;
import dev.millrace.schemas.MalformedRecordException;
import dev.millrace.schemas.Topics;
import dev.millrace.schemas.UnknownSchemaException;
import dev.millrace.trainer.examples.SplitKey;
import dev.millrace.trainer.examples.StoredSplitKey;
import dev.millrace.trainer.runs.ChampionState;
import dev.millrace.trainer.runs.RunHistory;
import dev.millrace.trainer.runs.RunReport;
import dev.millrace.trainer.runs.UploadedModels;
import dev.millrace.trainer.training.Champion;
import dev.millrace.trainer.training.LabelDecisions;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One task's models on the topics, for as long as a term lasts. For one thread, but for {@link #giveUp}. */
final class KafkaModelStore implements UploadedModels, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(KafkaModelStore.class);
    private static final int RETRY_SECONDS = 2;

    private final Task task;
    private final ModelPublisher publisher;
    private final Retirements retirements;
    private final Supplier<ModelLog> logs;
    private final Supplier<LabelDecisions> decisions;
    private final RunHistory history = new RunHistory();
    private final CountDownLatch givenUp = new CountDownLatch(1);
    private ModelLog models;

    private KafkaModelStore(
            Task task,
            ModelPublisher publisher,
            Retirements retirements,
            Supplier<ModelLog> logs,
            Supplier<LabelDecisions> decisions) {
        this.task = task;
        this.publisher = publisher;
        this.retirements = retirements;
        this.logs = logs;
        this.decisions = decisions;
        this.models = logs.get();
    }

    /** Fences the predecessor, so that what is read from now on stays true. */
    static KafkaModelStore open(
            KafkaConnection connection, Topics topics, Task task, VersionRetention retention, InstantSource clock) {
        ModelPublisher publisher = ModelPublisher.open(connection, topics, task, retention);
        try {
            KafkaModelStore models = new KafkaModelStore(
                    task,
                    publisher,
                    new Retirements(task, publisher, clock),
                    () -> ModelLog.open(connection, topics),
                    () -> LabelDecisionLog.read(connection, topics.labelApprovals(), task));
            models.models.readToEnd();
            RunLog.read(connection, topics.trainingRuns(), task).forEach(models.history::accept);
            return models;
        } catch (RuntimeException e) {
            publisher.close();
            throw e;
        }
    }

    /** See {@link SplitKeys#of}. */
    Optional<SplitKey> splitKey(Optional<StoredSplitKey> stored) {
        return SplitKeys.of(task, stored, models.catalog(), publisher);
    }

    @Override
    public ChampionState champion() {
        return untilDone(() -> {
            models.readToEnd();
            return named(models.catalog());
        });
    }

    @Override
    public LabelDecisions decisions() {
        return untilDone(() -> {
            try {
                return decisions.get();
            } catch (AuthorizationException e) {
                // Readiness names the topic. Without the operators' words no run may add labels, so it waits for the
                // permission.
                throw new TimeoutException("the operators' decisions on labels may not be read", e);
            }
        });
    }

    @Override
    public String publish(NewModel model, RunReport report) {
        String version = untilDone(() -> {
            models.readToEnd();
            return publisher.publish(model, models.catalog(), published -> report.toRecord(Optional.of(published)));
        });
        history.accept(report.toRecord(Optional.of(version)));
        retire();
        return version;
    }

    @Override
    public void record(RunReport report) {
        boolean unused = untilDone(() -> {
            publisher.record(report.toRecord(Optional.empty()));
            return true;
        });
        history.accept(report.toRecord(Optional.empty()));
    }

    @Override
    public ModelArtifact uploaded(String version) {
        return untilDone(() -> {
            models.readToEnd();
            try {
                return parse(version);
            } catch (MissingModelException | MalformedRecordException | UnknownSchemaException e) {
                throw new ArtifactException(String.valueOf(e.getMessage()));
            }
        });
    }

    @Override
    public void promote(String version, Map<String, Double> metrics, RunReport report) {
        boolean unused = untilDone(() -> {
            models.readToEnd();
            ModelManifest manifest = models.catalog()
                    .manifest(task, version)
                    .orElseThrow(() -> new ArtifactException("version '" + version + "' is no longer there"));
            ModelManifest judged = ModelManifest.newBuilder(manifest)
                    .setMetrics(metrics)
                    .setParent(models.catalog().target(task).orElse(null))
                    .build();
            publisher.promote(task, judged, models.catalog(), report.toRecord(Optional.of(version)));
            return true;
        });
        history.accept(report.toRecord(Optional.of(version)));
        retire();
    }

    private ModelArtifact parse(String version) {
        return ModelArtifact.parse(models.fetch(task, version));
    }

    /** Whatever is tried again and again is tried no more. */
    void giveUp() {
        givenUp.countDown();
    }

    @Override
    public void close() {
        publisher.close();
        models.close();
    }

    /** What nobody needs goes; where that fails, it goes with the next publish. */
    private void retire() {
        try {
            retirements.retire(models);
        } catch (PublishFailedException | RetriableException e) {
            log.warn("Old versions stay until the next publish: task={} reason={}", task.id(), e.toString());
            models.close();
            models = logs.get();
        }
    }

    private ChampionState named(ModelCatalog catalog) {
        Optional<String> unreadableAlias = catalog.unreadableAlias(task);
        if (unreadableAlias.isPresent()) {
            return unreadable("alias '" + unreadableAlias.get() + "' can't be read: its record is no model alias");
        }
        return catalog.serving(task)
                .or(() -> catalog.dangling(task))
                .map(this::fetch)
                .orElse(new ChampionState.None());
    }

    private ChampionState fetch(String version) {
        try {
            return new ChampionState.Known(new Champion(version, parse(version), history.against(version)));
        } catch (MissingModelException | ArtifactException | MalformedRecordException | UnknownSchemaException e) {
            boolean isPinned = models.catalog().operatorAlias(task).isPresent();
            String role = isPinned ? "pinned version '" : "champion '";
            return unreadable(role + version + "' can't be read: " + e.getMessage());
        }
    }

    private ChampionState unreadable(String reason) {
        log.warn("Nothing can be published: task={} reason={}", task.id(), reason);
        return new ChampionState.Unreadable(reason);
    }

    private <V> V untilDone(Supplier<V> attempt) {
        for (int attempts = 1; ; attempts++) {
            try {
                return attempt.get();
            } catch (PublishFailedException | RetriableException e) {
                if (attempts == 1) {
                    log.warn("Model topics can't be used now, tries again: task={} reason={}", task.id(), e.toString());
                }
                awaitRetry(e);
                models.close();
                models = logs.get();
            }
        }
    }

    private void awaitRetry(RuntimeException failure) {
        try {
            if (givenUp.await(RETRY_SECONDS, TimeUnit.SECONDS)) {
                throw failure;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure;
        }
    }
}
