package dev.millrace.modelregistry.publish;

import dev.millrace.model.spec.Task;
import dev.millrace.modelregistry.ModelCatalog;
import dev.millrace.modelregistry.ModelKeys;
import dev.millrace.modelregistry.ModelVersion;
import dev.millrace.records.ModelManifest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The records to remove from the models topic: all records of obsolete versions, chunks without a manifest, and chunks beyond
 * the count in their manifest. Versions that an alias names are never touched, even if they are incomplete.
 *
 * @param versions versions that lose records
 * @param keys keys of the models topic to tombstone
 */
public record Retirement(Task task, Set<String> versions, List<String> keys) {

    /** Plans the retirement of every version of {@code task} that {@code retention} does not keep. */
    public static Retirement of(Task task, ModelCatalog catalog, VersionRetention retention, Instant now) {
        Set<String> named = catalog.named(task);
        Set<String> retained = new HashSet<>();
        catalog.versions(task).forEach(manifest -> retained.add(manifest.getVersion()));
        Set<String> versions = new HashSet<>();
        List<String> keys = new ArrayList<>();
        for (ModelManifest obsolete : retention.obsolete(catalog.versions(task), named, now)) {
            retained.remove(obsolete.getVersion());
            versions.add(obsolete.getVersion());
            keys.add(ModelKeys.manifest(task.id(), obsolete.getVersion()));
        }
        for (String version : oldestFirst(catalog.versionsWithChunks(task))) {
            int needed = retained.contains(version) ? chunks(task, version, catalog) : 0;
            List<String> surplus = named.contains(version) ? List.of() : keysFrom(needed, task, version, catalog);
            if (!surplus.isEmpty()) {
                versions.add(version);
                keys.addAll(surplus);
            }
        }
        return new Retirement(task, Set.copyOf(versions), List.copyOf(keys));
    }

    /** Whether no alias in {@code now} names any of the versions. */
    public boolean isHarmless(ModelCatalog now) {
        return now.named(task).stream().noneMatch(versions::contains);
    }

    /** Whether there is nothing to remove. */
    public boolean isEmpty() {
        return keys.isEmpty();
    }

    private static List<String> oldestFirst(Set<String> versions) {
        return versions.stream().sorted(ModelVersion.OLDEST_FIRST).toList();
    }

    private static int chunks(Task task, String version, ModelCatalog catalog) {
        return catalog.manifest(task, version).orElseThrow().getChunks();
    }

    private static List<String> keysFrom(int first, Task task, String version, ModelCatalog catalog) {
        return catalog.chunks(task, version).stream()
                .filter(number -> number >= first)
                .sorted()
                .map(number -> ModelKeys.chunk(task.id(), version, number))
                .toList();
    }
}
