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

/** What the trainers really published, and what was spoilt since: against this the system is held. */
public final class ExpectedModels {

    private final Map<String, Published> versions = new HashMap<>();
    private final Set<String> spoilt = new HashSet<>();
    private final Map<Task, String> confirmed = new HashMap<>();

    /**
     * @param serial the weight, by which its answers can be told from every other model's
     * @param right answers on the gate part
     */
    public record Published(Task task, String version, String sha256, int serial, int right, List<ModelRecord> chunks) {

        boolean isChunk(int number, ModelRecord record) {
            return chunks.get(number).equals(record);
        }

        public ModelChunk chunk(int number) {
            return (ModelChunk) chunks.get(number).getContent();
        }
    }

    public void publish(Published published) {
        versions.put(key(published.task(), published.version()), published);
    }

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

    /** The operator was told that this version serves until he says otherwise. */
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
