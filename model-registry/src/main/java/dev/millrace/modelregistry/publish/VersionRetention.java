package dev.millrace.modelregistry.publish;

import dev.millrace.records.ModelManifest;
import java.util.List;
import java.util.Set;

/**
 * Decides which versions stay on the topic: those that an alias names, and the newest ones.
 *
 * @param keep how many of the newest versions stay even if no alias names them, at least 1
 */
public record VersionRetention(int keep) {

    public VersionRetention {
        if (keep < 1) {
            throw new IllegalArgumentException("versions to keep must be at least 1, got " + keep);
        }
    }

    /** @param versions all versions, oldest first */
    List<ModelManifest> obsolete(List<ModelManifest> versions, Set<String> named) {
        return versions.subList(0, Math.max(0, versions.size() - keep)).stream()
                .filter(manifest -> !named.contains(manifest.getVersion()))
                .toList();
    }
}
