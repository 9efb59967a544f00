package dev.millrace.streams.hotswap;

import dev.millrace.model.LoadedModel;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.spec.Task;
import dev.millrace.records.ModelStamp;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Puts a published model into service or refuses it. A refused model never affects the serving one, even if memory ran out.
 *
 * <p>Not thread-safe: the feed's thread owns it, and the stream threads see only the {@link CurrentModel}.
 */
public final class ModelInstaller<T> implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ModelInstaller.class);

    private final ModelKind<T> kind;
    private final WarmUp<T> warmUp;
    private final CurrentModel<T> current;
    private final InstallerMetrics metrics;
    private final Runnable onFirst;
    private Optional<Refused> lastRefused = Optional.empty();

    /**
     * Installs models of {@code kind} as {@code current}.
     *
     * @param largestBatch largest batch that will be classified, at least 1; the model is warmed up for sizes up to this
     * @param onFirst called once, when the first model is in service
     */
    public ModelInstaller(
            ModelKind<T> kind, int largestBatch, CurrentModel<T> current, InstallerMetrics metrics, Runnable onFirst) {
        this.kind = kind;
        this.warmUp = new WarmUp<>(kind.samples(), largestBatch);
        this.current = current;
        this.metrics = metrics;
        this.onFirst = onFirst;
    }

    /** The task whose models it installs. */
    public Task task() {
        return kind.task();
    }

    /** Whether a model serves. Any thread may ask. */
    public boolean isServing() {
        return current.stamp().isPresent();
    }

    /** Takes the model out of service and frees it. Call it when the feed and the stream threads are done with the task. */
    @Override
    public void close() {
        current.remove().ifPresent(serving -> serving.model().close());
    }

    /** The serving version, if any. */
    Optional<String> serving() {
        return current.stamp().map(ModelStamp::getVersion);
    }

    private record Refused(String version, Refusal reason) {}

    /** Verifies, loads, warms up and installs a model, then closes the one it replaced. Returns why it was refused, if so. */
    Optional<Refusal> tryInstall(String version, byte[] artifact) {
        long started = System.nanoTime();
        try {
            ServingModel<T> next = warm(version, artifact);
            metrics.loaded(Duration.ofNanos(System.nanoTime() - started));
            install(next);
            return Optional.empty();
        } catch (RefusedModelException e) {
            return Optional.of(refuse(version, e.reason(), String.valueOf(e.getMessage())));
        }
    }

    /**
     * Counts and logs a refused model; the current one keeps serving. Every attempt is counted, but repeated refusals of a
     * version for the same reason are logged as a warning only once.
     */
    Refusal refuse(String version, Refusal reason, String why) {
        metrics.refused(reason);
        Optional<Refused> refused = Optional.of(new Refused(version, reason));
        log.atLevel(lastRefused.equals(refused) ? Level.DEBUG : Level.WARN)
                .log(
                        "Model refused: task={} version={} reason={} why={} serving={} retryAfter={}",
                        task().id(),
                        version,
                        reason,
                        why,
                        serving().orElse("none"),
                        reason.retryAfter().map(Duration::toString).orElse("never"));
        lastRefused = refused;
        return reason;
    }

    private ServingModel<T> warm(String version, byte[] content) throws RefusedModelException {
        LoadedModel<T> model = load(checked(version, parse(content)));
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
        if (artifact.manifest().architecture().type() != task().type()) {
            throw new RefusedModelException(
                    Refusal.WRONG_TASK,
                    "required a model of task " + task().id() + ", got one of "
                            + artifact.manifest().architecture().type().text());
        }
        if (!artifact.weights().isFinite()) {
            throw new RefusedModelException(Refusal.NOT_FINITE, "required finite weights, got infinite ones or NaN");
        }
        return artifact;
    }

    private ModelArtifact checked(String version, ModelArtifact artifact) throws RefusedModelException {
        Optional<String> problem;
        try {
            problem = kind.predictions().problem(version, artifact);
        } catch (RuntimeException | OutOfMemoryError e) {
            throw RefusedModelException.of(e, Refusal.CORRUPT);
        }
        if (problem.isPresent()) {
            throw new RefusedModelException(Refusal.PREDICTION_TOO_LARGE, problem.get());
        }
        return artifact;
    }

    private static ModelArtifact parsed(byte[] content) throws RefusedModelException {
        try {
            return ModelArtifact.parse(content);
        } catch (RuntimeException | OutOfMemoryError e) {
            throw RefusedModelException.of(e, Refusal.CORRUPT);
        }
    }

    private LoadedModel<T> load(ModelArtifact artifact) throws RefusedModelException {
        try {
            return kind.loader().load(artifact);
        } catch (RuntimeException | OutOfMemoryError e) {
            throw RefusedModelException.of(e, Refusal.UNLOADABLE);
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
        lastRefused = Optional.empty();
        replaced.ifPresent(old -> old.model().close());
    }
}
