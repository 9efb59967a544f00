package dev.millrace.streams.hotswap;

import dev.millrace.model.artifact.ArtifactException;
import dev.millrace.model.spec.Task;
import dev.millrace.modelregistry.MissingModelException;
import dev.millrace.modelregistry.ModelCatalog;
import dev.millrace.modelregistry.ModelSource;
import dev.millrace.records.ModelManifest;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Decides which models to install: the one that should serve and does not yet, unless it was refused. A model refused for a
 * temporary reason is tried again after {@link Refusal#retryAfter}; one that is itself faulty is never tried again. A model
 * refused for lack of memory is also tried again soon after another model was replaced. Does no I/O of its own; not
 * thread-safe.
 */
public final class ModelSelector {

    /** By then every stream thread has closed its classifier of a replaced model, and its memory is free. */
    static final Duration RELEASE_DELAY = Duration.ofSeconds(2);

    private final Map<Task, Refused> refused = new HashMap<>();

    /**
     * Installs the model that should serve, if it does not serve yet and an attempt is due.
     *
     * @param now a reading of {@link System#nanoTime}
     * @return the version that should serve but waits for memory, if any
     */
    public Optional<String> serve(ModelInstaller<?> installer, ModelSource models, long now) {
        ModelCatalog catalog = models.catalog();
        Task task = installer.task();
        Optional<ModelManifest> candidate = catalog.serving(task)
                .filter(version -> !installer.serving().equals(Optional.of(version)))
                .flatMap(version -> catalog.manifest(task, version));
        candidate
                .filter(manifest -> isDue(task, manifest, now))
                .ifPresent(manifest -> install(installer, models, manifest, now));
        return candidate
                .filter(manifest -> lastRefusal(task, manifest)
                        .filter(Refused::isOutOfMemory)
                        .isPresent())
                .map(ModelManifest::getVersion);
    }

    /** A model that must not be tried again before {@code retryAt}, or ever if that is empty. */
    private record Refused(ModelManifest manifest, Refusal reason, Optional<Long> retryAt) {

        boolean isOf(ModelManifest candidate) {
            return manifest.getVersion().equals(candidate.getVersion())
                    && manifest.getSha256().equals(candidate.getSha256());
        }

        boolean isOutOfMemory() {
            return reason == Refusal.OUT_OF_MEMORY;
        }

        boolean isDue(long now) {
            return retryAt.filter(at -> now - at >= 0).isPresent();
        }

        Refused dueNoLaterThan(long time) {
            return new Refused(manifest, reason, retryAt.map(at -> at - time < 0 ? at : time));
        }
    }

    private Optional<Refused> lastRefusal(Task task, ModelManifest candidate) {
        return Optional.ofNullable(refused.get(task)).filter(lastRefusal -> lastRefusal.isOf(candidate));
    }

    private boolean isDue(Task task, ModelManifest candidate, long now) {
        return lastRefusal(task, candidate)
                .map(lastRefusal -> lastRefusal.isDue(now))
                .orElse(true);
    }

    private void install(ModelInstaller<?> installer, ModelSource models, ModelManifest manifest, long now) {
        boolean isReplacement = installer.serving().isPresent();
        Optional<Refusal> refusal = attempt(installer, models, manifest.getVersion());
        if (refusal.isPresent()) {
            Optional<Long> retryAt = refusal.get().retryAfter().map(pause -> now + pause.toNanos());
            refused.put(installer.task(), new Refused(manifest, refusal.get(), retryAt));
        } else {
            refused.remove(installer.task());
            if (isReplacement) {
                refused.replaceAll((task, lastRefusal) -> lastRefusal.isOutOfMemory()
                        ? lastRefusal.dueNoLaterThan(now + RELEASE_DELAY.toNanos())
                        : lastRefusal);
            }
        }
    }

    private static Optional<Refusal> attempt(ModelInstaller<?> installer, ModelSource models, String version) {
        try {
            return installer.tryInstall(version, models.fetch(installer.task(), version));
        } catch (ArtifactException e) {
            return Optional.of(installer.refuse(version, Refusal.CORRUPT, String.valueOf(e.getMessage())));
        } catch (MissingModelException e) {
            return Optional.of(installer.refuse(version, Refusal.MISSING, String.valueOf(e.getMessage())));
        }
    }
}
