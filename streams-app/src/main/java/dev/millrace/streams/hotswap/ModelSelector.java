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
 * refused for lack of memory is also tried again soon after another model was replaced. While nothing serves and the model
 * that should is refused or missing, a {@link ModelCatalog#substitutes substitute} serves. Does no I/O of its own; not
 * thread-safe.
 */
public final class ModelSelector {

    /** By then every stream thread has closed its classifier of a replaced model, and its memory is free. */
    static final Duration RELEASE_DELAY = Duration.ofSeconds(2);

    private final Map<Task, Map<String, Refused>> refused = new HashMap<>();
    private final Map<Task, String> targets = new HashMap<>();

    /**
     * Installs the model that should serve, if it does not serve yet and an attempt is due; else a substitute if none serves.
     *
     * @param now a reading of {@link System#nanoTime}
     * @return the version that should serve but waits for memory, if any
     */
    public Optional<String> serve(ModelInstaller<?> installer, ModelSource models, long now) {
        ModelCatalog catalog = models.catalog();
        Task task = installer.task();
        forgetRetired(task, catalog);
        forgetAtNewTarget(task, catalog);
        Optional<ModelManifest> candidate = catalog.serving(task)
                .filter(version -> !installer.serving().equals(Optional.of(version)))
                .flatMap(version -> catalog.manifest(task, version));
        candidate.ifPresent(manifest -> installIfDue(installer, models, manifest, now));
        Optional<String> waiting = candidate
                .filter(manifest -> lastRefusal(task, manifest)
                        .filter(Refused::isOutOfMemory)
                        .isPresent())
                .map(ModelManifest::getVersion);
        if (waiting.isEmpty() && installer.serving().isEmpty()) {
            installSubstitute(installer, models, now);
        }
        return waiting;
    }

    /** Which version serves in place of the one that should, and why, as a sentence; empty if the right one or none serves. */
    public Optional<String> substitution(ModelInstaller<?> installer, ModelCatalog catalog) {
        Task task = installer.task();
        return installer
                .serving()
                .flatMap(serving -> catalog.target(task)
                        .filter(target -> !target.equals(serving))
                        .map(target -> task.id() + " model " + serving + " serves in place of " + target + ", which "
                                + whyNot(task, target, catalog)));
    }

    /** A task that is added again begins anew: what refused a model, such as a topic's limit, may have changed. */
    void forget(Task task) {
        refused.remove(task);
        targets.remove(task);
    }

    private String whyNot(Task task, String target, ModelCatalog catalog) {
        return catalog.manifest(task, target)
                .map(manifest -> lastRefusal(task, manifest)
                        .map(refusal -> "was refused: " + refusal.reason())
                        .orElse("is about to be installed"))
                .orElse("has no manifest on the topic");
    }

    private void forgetRetired(Task task, ModelCatalog catalog) {
        Optional.ofNullable(refused.get(task))
                .ifPresent(versions -> versions.keySet()
                        .removeIf(version -> catalog.manifest(task, version).isEmpty()));
    }

    /** When another version should serve, every version gets a new chance once it is named again. */
    private void forgetAtNewTarget(Task task, ModelCatalog catalog) {
        String target = catalog.target(task).orElse("");
        if (!target.equals(targets.put(task, target))) {
            refused.remove(task);
        }
    }

    private void installSubstitute(ModelInstaller<?> installer, ModelSource models, long now) {
        ModelCatalog catalog = models.catalog();
        for (String version : catalog.substitutes(installer.task())) {
            catalog.manifest(installer.task(), version)
                    .ifPresent(manifest -> installIfDue(installer, models, manifest, now));
            if (installer.serving().isPresent()) {
                return;
            }
        }
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
        return Optional.ofNullable(refused.getOrDefault(task, Map.of()).get(candidate.getVersion()))
                .filter(lastRefusal -> lastRefusal.isOf(candidate));
    }

    private void installIfDue(ModelInstaller<?> installer, ModelSource models, ModelManifest manifest, long now) {
        Optional<Refused> before = lastRefusal(installer.task(), manifest);
        if (before.isEmpty() || before.get().isDue(now)) {
            install(installer, models, manifest, now);
        }
    }

    private void install(ModelInstaller<?> installer, ModelSource models, ModelManifest manifest, long now) {
        boolean isReplacement = installer.serving().isPresent();
        Map<String, Refused> ofTask = refused.computeIfAbsent(installer.task(), any -> new HashMap<>());
        Optional<Refusal> refusal = attempt(installer, models, manifest.getVersion());
        if (refusal.isPresent()) {
            Optional<Long> retryAt = refusal.get().retryAfter().map(pause -> now + pause.toNanos());
            ofTask.put(manifest.getVersion(), new Refused(manifest, refusal.get(), retryAt));
            return;
        }
        ofTask.remove(manifest.getVersion());
        if (isReplacement) {
            long released = now + RELEASE_DELAY.toNanos();
            refused.values()
                    .forEach(versions -> versions.replaceAll((version, lastRefusal) ->
                            lastRefusal.isOutOfMemory() ? lastRefusal.dueNoLaterThan(released) : lastRefusal));
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
