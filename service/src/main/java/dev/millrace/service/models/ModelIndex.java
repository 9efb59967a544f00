package dev.millrace.service.models;

import dev.millrace.model.Task;
import dev.millrace.records.ModelAlias;
import dev.millrace.records.ModelChunk;
import dev.millrace.records.ModelManifest;
import dev.millrace.records.ModelRecord;
import dev.millrace.records.OperatorAlias;
import dev.millrace.records.TrainerAlias;
import dev.millrace.schemas.ModelKeys;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the two topics have said so far: manifests, aliases, and where the chunks are, not their bytes.
 *
 * <p>Pure. Takes records in any order and as often as they come; a record under a key that does not fit its content is
 * ignored. Not thread-safe.
 */
final class ModelIndex {

    private final Map<Task, NavigableMap<String, ModelManifest>> manifests = new EnumMap<>(Task.class);
    private final Map<Task, TrainerAlias> trainerAliases = new EnumMap<>(Task.class);
    private final Map<Task, OperatorAlias> operatorAliases = new EnumMap<>(Task.class);
    private final Map<String, Long> chunkOffsets = new HashMap<>();

    /** A record of the models topic; null content is a tombstone. */
    void accept(String key, @Nullable ModelRecord value, long offset) {
        String[] parts = key.split("/", -1);
        if (parts.length == 3) {
            acceptChunk(key, value, offset);
        } else if (parts.length == 2) {
            Task.ofId(parts[0]).ifPresent(task -> acceptManifest(task, parts[1], value));
        }
    }

    /** A record of the model-aliases topic; null content is a tombstone. */
    void accept(String key, @Nullable ModelAlias value) {
        for (Task task : Task.values()) {
            if (key.equals(ModelKeys.trainerAlias(task.id()))) {
                put(trainerAliases, task, value == null ? null : value.getContent(), TrainerAlias.class);
            } else if (key.equals(ModelKeys.operatorAlias(task.id()))) {
                put(operatorAliases, task, value == null ? null : value.getContent(), OperatorAlias.class);
            }
        }
    }

    ModelCatalog catalog() {
        Map<Task, Map<String, ModelManifest>> copies = new EnumMap<>(Task.class);
        manifests.forEach((task, versions) -> copies.put(task, new TreeMap<>(versions)));
        return new ModelCatalog(copies, trainerAliases, operatorAliases);
    }

    /** Where the newest record under that chunk's key is. */
    Optional<Long> chunkOffset(Task task, String version, int index) {
        return Optional.ofNullable(chunkOffsets.get(ModelKeys.chunk(task.id(), version, index)));
    }

    private void acceptChunk(String key, @Nullable ModelRecord value, long offset) {
        if (value != null && value.getContent() instanceof ModelChunk) {
            chunkOffsets.put(key, offset);
        } else {
            chunkOffsets.remove(key);
        }
    }

    private void acceptManifest(Task task, String version, @Nullable ModelRecord value) {
        NavigableMap<String, ModelManifest> versions = manifests.computeIfAbsent(task, any -> new TreeMap<>());
        if (value != null && value.getContent() instanceof ModelManifest manifest) {
            versions.put(version, manifest);
        } else {
            versions.remove(version);
        }
    }

    private static <A> void put(Map<Task, A> aliases, Task task, @Nullable Object content, Class<A> type) {
        if (type.isInstance(content)) {
            aliases.put(task, type.cast(content));
        } else {
            aliases.remove(task);
        }
    }
}
