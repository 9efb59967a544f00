package dev.millrace.simulation;

import dev.millrace.model.spec.Task;
import dev.millrace.records.ModelChunk;
import dev.millrace.records.ModelRecord;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the trainers really published, and what was damaged since; the system is checked against it. */
public final class ExpectedModels {

    private final Map<String, Published> versions = new HashMap<>();
    private final Set<String> spoilt = new HashSet<>();
    private final Map<Task, String> confirmed = new HashMap<>();

    /**
     * A published version.
     *
     * @param serial the weight; it identifies the model's answers
     * @param right number of correct answers on the gate part
     */
    public record Published(Task task, String version, String sha256, int serial, int right, List<ModelRecord> chunks) {

        boolean isChunk(int number, ModelRecord record) {
            return chunks.get(number).equals(record);
        }

        /** One of its chunks. */
        public ModelChunk chunk(int number) {
            return (ModelChunk) chunks.get(number).getContent();
        }
    }

    /** Records a version. */
    public void publish(Published published) {
        versions.put(key(published.task(), published.version()), published);
    }

    /** Finds a version. */
    public Optional<Published> find(Task task, String version) {
        return Optional.ofNullable(versions.get(key(task, version)));
    }

    List<Published> all() {
        return List.copyOf(versions.values());
    }

    void spoil(Task task, String version) {
        spoilt.add(key(task, version));
    }

    boolean isSpoilt(Task task, String version) {
        return spoilt.contains(key(task, version));
    }

    /** The operator was told that this version serves until a new pin or an unpin. */
    void confirm(Task task, String version) {
        confirmed.put(task, version);
    }

    void unconfirm(Task task) {
        confirmed.remove(task);
    }

    Optional<String> confirmed(Task task) {
        return Optional.ofNullable(confirmed.get(task));
    }

    private static String key(Task task, String version) {
        return task.id() + "/" + version;
    }
}
