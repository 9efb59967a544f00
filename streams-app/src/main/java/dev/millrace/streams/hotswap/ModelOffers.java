package dev.millrace.streams.hotswap;

import dev.millrace.model.Task;
import dev.millrace.model.artifact.ArtifactException;
import dev.millrace.records.ModelManifest;
import dev.millrace.service.models.MissingModelException;
import dev.millrace.service.models.ModelCatalog;
import dev.millrace.service.models.ModelSource;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Decides what is offered to the switches: what shall serve and does not yet, unless it was refused. What can't be put
 * together is tried again after {@link #MISSING_RETRY}; what was refused for what it is, never. Pure; for one thread.
 */
final class ModelOffers {

    static final Duration MISSING_RETRY = Duration.ofSeconds(30);

    private final Map<Task, Refused> refused = new EnumMap<>(Task.class);

    /** @param now a reading of {@link System#nanoTime} */
    void serve(ModelSwitch<?> target, ModelSource models, long now) {
        ModelCatalog catalog = models.catalog();
        Task task = target.task();
        catalog.serving(task)
                .filter(wanted -> !target.serving().equals(Optional.of(wanted)))
                .flatMap(wanted -> catalog.manifest(task, wanted))
                .filter(manifest -> !isRefused(task, manifest, now))
                .ifPresent(manifest -> offer(target, models, manifest, now));
    }

    /** What must not be offered again before {@code retryAt}; never where there is none. */
    private record Refused(String version, String sha256, Optional<Long> retryAt) {

        boolean stands(ModelManifest wanted, long now) {
            return version.equals(wanted.getVersion())
                    && sha256.equals(wanted.getSha256())
                    && retryAt.map(at -> now - at < 0).orElse(true);
        }
    }

    private boolean isRefused(Task task, ModelManifest manifest, long now) {
        Refused last = refused.get(task);
        return last != null && last.stands(manifest, now);
    }

    private void offer(ModelSwitch<?> target, ModelSource models, ModelManifest manifest, long now) {
        String version = manifest.getVersion();
        try {
            if (!target.offer(version, models.fetch(target.task(), version))) {
                refuse(target.task(), manifest, Optional.empty());
            }
        } catch (ArtifactException e) {
            target.refuse(version, Refusal.CORRUPT, String.valueOf(e.getMessage()));
            refuse(target.task(), manifest, Optional.empty());
        } catch (MissingModelException e) {
            target.refuse(version, Refusal.MISSING, String.valueOf(e.getMessage()));
            refuse(target.task(), manifest, Optional.of(now + MISSING_RETRY.toNanos()));
        }
    }

    private void refuse(Task task, ModelManifest manifest, Optional<Long> retryAt) {
        refused.put(task, new Refused(manifest.getVersion(), manifest.getSha256(), retryAt));
    }
}
