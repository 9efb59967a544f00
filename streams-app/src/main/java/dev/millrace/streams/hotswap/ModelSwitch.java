package dev.millrace.streams.hotswap;

import dev.millrace.model.LoadedModel;
import dev.millrace.model.Task;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.records.ModelStamp;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a published model into service, or refuses it, whatever it fails with (native memory may run out), and
 * leaves the one that serves alone.
 *
 * <p>Owned by one thread; the stream threads see nothing of it but the {@link CurrentModel}.
 */
public final class ModelSwitch<T> {

    private static final Logger log = LoggerFactory.getLogger(ModelSwitch.class);

    private final ModelKind<T> kind;
    private final WarmUp<T> warmUp;
    private final CurrentModel<T> current;
    private final SwitchMetrics metrics;
    private final Runnable onFirst;

    /**
     * @param largestBatch that will be asked for; the model is warmed up to it
     * @param onFirst called once, when the first model is in service
     */
    public ModelSwitch(
            ModelKind<T> kind, int largestBatch, CurrentModel<T> current, SwitchMetrics metrics, Runnable onFirst) {
        this.kind = kind;
        this.warmUp = new WarmUp<>(kind.samples(), largestBatch);
        this.current = current;
        this.metrics = metrics;
        this.onFirst = onFirst;
    }

    Task task() {
        return kind.task();
    }

    /** The version that serves, if any. */
    Optional<String> serving() {
        return current.stamp().map(ModelStamp::getVersion);
    }

    /** Verifies, loads, warms up, installs; then closes the model it replaced. False when it was refused. */
    boolean offer(String version, byte[] artifact) {
        long started = System.nanoTime();
        try {
            ServingModel<T> next = warm(version, artifact);
            metrics.loaded(Duration.ofNanos(System.nanoTime() - started));
            install(next);
            return true;
        } catch (RefusedModelException e) {
            refuse(version, e.reason(), String.valueOf(e.getMessage()));
            return false;
        }
    }

    /** Counts and reports a model that can't be offered; the one that serves keeps serving. */
    void refuse(String version, Refusal reason, String why) {
        metrics.refused(reason);
        log.warn(
                "Model refused: task={} version={} reason={} why={} serving={}",
                task().id(),
                version,
                reason,
                why,
                serving().orElse("none"));
    }

    private ServingModel<T> warm(String version, byte[] content) throws RefusedModelException {
        LoadedModel<T> model = load(parse(content));
        try {
            warmUp.run(model);
        } catch (RefusedModelException | RuntimeException | Error e) {
            model.close();
            throw e;
        }
        return ServingModel.of(task(), version, model, kind.samples().get(0));
    }

    private ModelArtifact parse(byte[] content) throws RefusedModelException {
        ModelArtifact artifact = parsed(content);
        if (artifact.manifest().architecture().task() != task()) {
            throw new RefusedModelException(
                    Refusal.WRONG_TASK,
                    "required a model of task " + task().id() + ", got one of "
                            + artifact.manifest().architecture().task().id());
        }
        if (!artifact.weights().isFinite()) {
            throw new RefusedModelException(Refusal.NOT_FINITE, "required finite weights, got others");
        }
        return artifact;
    }

    private static ModelArtifact parsed(byte[] content) throws RefusedModelException {
        try {
            return ModelArtifact.parse(content);
        } catch (RuntimeException e) {
            throw new RefusedModelException(Refusal.CORRUPT, e.toString());
        }
    }

    private LoadedModel<T> load(ModelArtifact artifact) throws RefusedModelException {
        try {
            return kind.loader().load(artifact);
        } catch (RuntimeException | OutOfMemoryError e) {
            throw new RefusedModelException(Refusal.UNLOADABLE, e.toString());
        }
    }

    private void install(ServingModel<T> next) {
        long started = System.nanoTime();
        Optional<ServingModel<T>> replaced = current.install(next);
        metrics.swapped(next.stamp(), Duration.ofNanos(System.nanoTime() - started));
        log.info(
                "Model installed: task={} version={} replaced={} precision={}",
                task().id(),
                next.stamp().getVersion(),
                replaced.map(old -> old.stamp().getVersion()).orElse("none"),
                next.stamp().getPrecision());
        if (replaced.isEmpty()) {
            onFirst.run();
        }
        replaced.ifPresent(old -> old.model().close());
    }
}
