package dev.millrace.modelregistry;

import dev.millrace.model.spec.Task;
import dev.millrace.records.ModelAlias;
import dev.millrace.records.ModelChunk;
import dev.millrace.records.ModelManifest;
import dev.millrace.records.ModelRecord;
import dev.millrace.records.OperatorAlias;
import dev.millrace.records.TrainerAlias;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An index of the models and model-aliases topics as read so far: manifests, aliases and chunk offsets, but no chunk content.
 *
 * <p>The newest record of each key counts. A record that does not match its key or can't be read counts as a tombstone. A
 * reader that starts after compaction, which keeps only the newest records, therefore builds the same index as one that
 * started before. An unreadable alias is noted besides, because it has content. Does no I/O; not thread-safe.
 */
public final class ModelIndex {

    private final Map<String, Map<String, ModelManifest>> manifests = new HashMap<>();
    private final Map<String, Map<String, NavigableMap<Integer, Long>>> chunks = new HashMap<>();
    private final Map<String, byte[]> splitKeys = new HashMap<>();
    private final Map<String, TrainerAlias> trainerAliases = new HashMap<>();
    private final Map<String, OperatorAlias> operatorAliases = new HashMap<>();
    private final Set<String> unreadableAliases = new HashSet<>();

    /** Adds a record of the models topic; a null value is a tombstone or could not be read. */
    public void accept(String key, @Nullable ModelRecord value, long offset) {
        String[] parts = key.split("/", -1);
        if (Task.isId(parts[0]) && key.equals(ModelKeys.splitKey(parts[0]))) {
            acceptSplitKey(parts[0], value);
        } else if (Task.isId(parts[0]) && parts.length == 2) {
            acceptManifest(parts[0], parts[1], value);
        } else if (Task.isId(parts[0]) && parts.length == 3) {
            chunkNumber(parts[2]).ifPresent(number -> acceptChunk(parts[0], parts[1], number, value, offset));
        }
    }

    /** Adds chunks of the models topic that were left out: those after the first one, one after the other. */
    void accept(ChunkSkip leftOut) {
        NavigableMap<Integer, Long> offsets =
                chunksByVersion(leftOut.task()).computeIfAbsent(leftOut.version(), any -> new TreeMap<>());
        for (int number = 1; number < leftOut.count(); number++) {
            offsets.put(number, leftOut.offset() + number);
        }
    }

    /** Adds a record of the model-aliases topic that has content but cannot be read. */
    public void acceptUnreadableAlias(String key) {
        accept(key, (ModelAlias) null);
        unreadableAliases.add(key);
    }

    /** Adds a record of the model-aliases topic; a null value is a tombstone. */
    public void accept(String key, @Nullable ModelAlias value) {
        unreadableAliases.remove(key);
        String task = key.split("/", -1)[0];
        if (key.equals(ModelKeys.trainerAlias(task))) {
            put(trainerAliases, task, key, value, TrainerAlias.class);
        } else if (key.equals(ModelKeys.operatorAlias(task))) {
            put(operatorAliases, task, key, value, OperatorAlias.class);
        }
    }

    /** A snapshot of the index; later records don't change it. */
    public ModelCatalog catalog() {
        return new ModelCatalog(manifests, chunks, splitKeys, trainerAliases, operatorAliases, unreadableAliases);
    }

    Optional<ModelManifest> manifest(Task task, String version) {
        return Optional.ofNullable(manifestsByVersion(task.id()).get(version));
    }

    /** Offset of the newest record with that chunk's key. */
    Optional<Long> chunkOffset(Task task, String version, int number) {
        return Optional.ofNullable(chunksByVersion(task.id()).get(version)).map(offsets -> offsets.get(number));
    }

    private void acceptManifest(String task, String version, @Nullable ModelRecord value) {
        if (value != null
                && value.getContent() instanceof ModelManifest manifest
                && manifest.getTask().equals(task)
                && manifest.getVersion().equals(version)) {
            manifestsByVersion(task).put(version, manifest);
        } else {
            manifestsByVersion(task).remove(version);
        }
    }

    private void acceptSplitKey(String task, @Nullable ModelRecord value) {
        splitKeys.remove(task);
        if (value != null && value.getContent() instanceof ModelChunk chunk) {
            byte[] secret = new byte[chunk.getContent().remaining()];
            chunk.getContent().duplicate().get(secret);
            splitKeys.put(task, secret);
        }
    }

    private void acceptChunk(String task, String version, int number, @Nullable ModelRecord value, long offset) {
        NavigableMap<Integer, Long> offsets = chunksByVersion(task).computeIfAbsent(version, any -> new TreeMap<>());
        if (value != null && value.getContent() instanceof ModelChunk) {
            offsets.put(number, offset);
        } else {
            offsets.remove(number);
        }
        if (offsets.isEmpty()) {
            chunksByVersion(task).remove(version);
        }
    }

    private Map<String, ModelManifest> manifestsByVersion(String task) {
        return manifests.computeIfAbsent(task, any -> new HashMap<>());
    }

    private Map<String, NavigableMap<Integer, Long>> chunksByVersion(String task) {
        return chunks.computeIfAbsent(task, any -> new HashMap<>());
    }

    private static Optional<Integer> chunkNumber(String text) {
        return text.matches("0|[1-9]\\d{0,8}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }

    private <A> void put(Map<String, A> aliases, String task, String key, @Nullable ModelAlias value, Class<A> type) {
        aliases.remove(task);
        if (value != null && type.isInstance(value.getContent())) {
            aliases.put(task, type.cast(value.getContent()));
        } else if (value != null) {
            unreadableAliases.add(key);
        }
    }
}
