package dev.millrace.modelregistry.publish;

import dev.millrace.records.ModelManifest;
import java.util.List;
import java.util.Set;

/**
 * Which versions stay on the topic: those that an alias names, and the newest.
 *
 * @param keep the newest versions that stay whatever the aliases say, at least 1
 */
public record VersionRetention(int keep) {

    public VersionRetention {
        if (keep < 1) {
            throw new IllegalArgumentException("versions to keep must be at least 1, got " + keep);
        }
    }

    /** @param versions the oldest first, a new one last */
    List<ModelManifest> obsolete(List<ModelManifest> versions, Set<String> named) {
        return versions.subList(0, Math.max(0, versions.size() - keep)).stream()
                .filter(manifest -> !named.contains(manifest.getVersion()))
                .toList();
    }
}
