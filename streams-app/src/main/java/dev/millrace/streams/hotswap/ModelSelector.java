package dev.millrace.streams.hotswap;

import dev.millrace.model.artifact.ArtifactException;
import dev.millrace.model.spec.Task;
import dev.millrace.modelregistry.MissingModelException;
import dev.millrace.modelregistry.ModelCatalog;
import dev.millrace.modelregistry.ModelSource;
import dev.millrace.records.ModelManifest;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Decides what is offered to the switches: what shall serve and does not yet, unless it was refused. What was refused for
 * something that passes is offered again, see {@link Refusal#triedAgainAfter}; what was refused for what it is, never. What
 * found no memory is offered again, too, once another model was released. Pure; for one thread.
 */
public final class ModelSelector {

    /** By then every stream thread has given its classifier of a replaced model back, and its memory is free. */
    static final Duration RELEASE = Duration.ofSeconds(2);

    private final Map<Task, Refused> refused = new EnumMap<>(Task.class);

    /**
     * Offers what there is to offer.
     *
     * @param now a reading of {@link System#nanoTime}
     * @return the model that shall serve and waits for memory, if one does
     */
    public Optional<String> serve(ModelInstaller<?> target, ModelSource models, long now) {
        ModelCatalog catalog = models.catalog();
        Task task = target.task();
        Optional<ModelManifest> wanted = catalog.serving(task)
                .filter(version -> !target.serving().equals(Optional.of(version)))
                .flatMap(version -> catalog.manifest(task, version));
        wanted.filter(manifest -> isDue(task, manifest, now))
                .ifPresent(manifest -> offer(target, models, manifest, now));
        return wanted.filter(manifest ->
                        last(task, manifest).filter(Refused::isForMemory).isPresent())
                .map(ModelManifest::getVersion);
    }

    /** What must not be offered again before {@code retryAt}; never where there is none. */
    private record Refused(ModelManifest manifest, Refusal reason, Optional<Long> retryAt) {

        boolean isOf(ModelManifest wanted) {
            return manifest.getVersion().equals(wanted.getVersion())
                    && manifest.getSha256().equals(wanted.getSha256());
        }

        boolean isForMemory() {
            return reason == Refusal.OUT_OF_MEMORY;
        }

        boolean isDue(long now) {
            return retryAt.filter(at -> now - at >= 0).isPresent();
        }

        Refused dueBy(long time) {
            return new Refused(manifest, reason, retryAt.map(at -> at - time < 0 ? at : time));
        }
    }

    private Optional<Refused> last(Task task, ModelManifest wanted) {
        return Optional.ofNullable(refused.get(task)).filter(last -> last.isOf(wanted));
    }

    private boolean isDue(Task task, ModelManifest wanted, long now) {
        return last(task, wanted).map(last -> last.isDue(now)).orElse(true);
    }

    private void offer(ModelInstaller<?> target, ModelSource models, ModelManifest manifest, long now) {
        boolean replaces = target.serving().isPresent();
        Optional<Refusal> refusal = attempt(target, models, manifest.getVersion());
        if (refusal.isPresent()) {
            Optional<Long> retryAt = refusal.get().triedAgainAfter().map(pause -> now + pause.toNanos());
            refused.put(target.task(), new Refused(manifest, refusal.get(), retryAt));
        } else {
            refused.remove(target.task());
            if (replaces) {
                refused.replaceAll((task, last) -> last.isForMemory() ? last.dueBy(now + RELEASE.toNanos()) : last);
            }
        }
    }

    private static Optional<Refusal> attempt(ModelInstaller<?> target, ModelSource models, String version) {
        try {
            return target.offer(version, models.fetch(target.task(), version));
        } catch (ArtifactException e) {
            return Optional.of(target.refuse(version, Refusal.CORRUPT, String.valueOf(e.getMessage())));
        } catch (MissingModelException e) {
            return Optional.of(target.refuse(version, Refusal.MISSING, String.valueOf(e.getMessage())));
        }
    }
}
