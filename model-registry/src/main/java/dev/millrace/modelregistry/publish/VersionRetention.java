package dev.millrace.modelregistry.publish;

import dev.millrace.records.ModelManifest;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Decides which versions stay on the topic: those that an alias names, the newest ones, and those that a rollback may need.
 *
 * @param keep how many of the newest versions stay even if no alias names them, at least 1
 */
public record VersionRetention(int keep, RollbackHorizon horizon) {

    public VersionRetention {
        if (keep < 1) {
            throw new IllegalArgumentException("versions to keep must be at least 1, got " + keep);
        }
    }

    /** Keeps no version for its age. */
    public VersionRetention(int keep) {
        this(keep, RollbackHorizon.none());
    }

    /** @param versions all versions, oldest first */
    List<ModelManifest> obsolete(List<ModelManifest> versions, Set<String> named, Instant now) {
        Set<String> stay = new HashSet<>(named);
        versions.subList(Math.max(0, versions.size() - keep), versions.size())
                .forEach(manifest -> stay.add(manifest.getVersion()));
        stay.addAll(horizon.kept(versions, Set.copyOf(stay), now));
        return versions.stream()
                .filter(manifest -> !stay.contains(manifest.getVersion()))
                .toList();
    }
}
