package dev.millrace.streams.hotswap;

import dev.millrace.model.Classifier;
import dev.millrace.model.LoadedModel;
import dev.millrace.model.Outcome;
import dev.millrace.model.Task;
import dev.millrace.model.artifact.ArtifactException;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.streams.operations.SwapMeters;
import dev.millrace.streams.operations.SwapMeters.RefusalReason;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One task's place for a model: loads, verifies, warms up, and only then flips. A version that is refused is not tried
 * again until the alias names another; what served before goes on serving. Owned by the feed's thread.
 *
 * @param <T> the raw input
 */
public final class ModelSlot<T> {

    private static final Logger log = LoggerFactory.getLogger(ModelSlot.class);

    private final Task task;
    private final CurrentModel<T> current;
    private final WarmUp<T> warmUp;
    private final SwapMeters meters;
    private final Runnable onFirst;
    private Optional<String> refused = Optional.empty();

    /**
     * How a model is made ready.
     *
     * @param load makes an artifact a model
     * @param example an input that every model of the task can classify
     * @param largestBatch warmed up at 1, 2, 4 and so on up to this
     */
    public record WarmUp<T>(Function<ModelArtifact, LoadedModel<T>> load, T example, int largestBatch) {}

    /** @param onFirst run once, when the first model serves */
    public ModelSlot(Task task, CurrentModel<T> current, WarmUp<T> warmUp, SwapMeters meters, Runnable onFirst) {
        this.task = task;
        this.current = current;
        this.warmUp = warmUp;
        this.meters = meters;
        this.onFirst = onFirst;
    }

    Task task() {
        return task;
    }

    /** Whether that version still has to be fetched and tried. */
    boolean wants(String version) {
        return !current.version().equals(Optional.of(version)) && !refused.equals(Optional.of(version));
    }

    void dangling(boolean isDangling) {
        meters.dangling(isDangling);
    }

    /** Puts the version in service, or refuses it. */
    void offer(String version, byte[] content) {
        LoadedModel<T> model;
        try {
            ModelArtifact artifact = ModelArtifact.parse(content);
            if (artifact.manifest().architecture().task() != task) {
                throw new ArtifactException("it is a model of another task");
            }
            model = warmUp.load().apply(artifact);
        } catch (ArtifactException e) {
            refuse(version, RefusalReason.CORRUPT, String.valueOf(e.getMessage()));
            return;
        } catch (RuntimeException | OutOfMemoryError e) {
            // Native memory may run out, a limit may be hit: the old model must go on serving.
            log.warn("Model can't be loaded: task={} version={}", task.id(), version, e);
            refuse(version, RefusalReason.FAILED_WARM_UP, "it can't be loaded: " + e);
            return;
        }
        Optional<String> problem = warm(model);
        if (problem.isPresent()) {
            model.close();
            refuse(version, RefusalReason.FAILED_WARM_UP, problem.get());
        } else {
            install(new ServingModel<>(version, model));
        }
    }

    void refuse(String version, RefusalReason reason, String why) {
        refused = Optional.of(version);
        meters.refused(reason);
        log.warn("Model refused: task={} version={} reason={} why={}", task.id(), version, reason, why);
    }

    /** The problem, if the model can't classify the example at every batch size. */
    private Optional<String> warm(LoadedModel<T> model) {
        try (Classifier<T> classifier = model.newClassifier()) {
            for (int size = 1; size <= warmUp.largestBatch(); size *= 2) {
                for (Outcome outcome : classifier.classify(Collections.nCopies(size, warmUp.example()))) {
                    Optional<String> problem =
                            outcome.fold(classified -> Optional.empty(), rejected -> Optional.of(rejected.detail()));
                    if (problem.isPresent()) {
                        return problem;
                    }
                }
            }
            return Optional.empty();
        } catch (RuntimeException e) {
            // A network may fail on its weights in any way its arithmetic knows; the old model must go on serving.
            log.warn("Model failed its warm-up: task={}", task.id(), e);
            return Optional.of("the network failed: " + e);
        }
    }

    private void install(ServingModel<T> next) {
        long started = System.nanoTime();
        Optional<ServingModel<T>> replaced = current.install(next);
        meters.swapped(next.version(), Duration.ofNanos(System.nanoTime() - started));
        refused = Optional.empty();
        log.info(
                "Model swapped: task={} from={} to={}",
                task.id(),
                replaced.map(ServingModel::version).orElse("none"),
                next.version());
        replaced.ifPresent(old -> old.loaded().close());
        if (replaced.isEmpty()) {
            onFirst.run();
        }
    }
}
