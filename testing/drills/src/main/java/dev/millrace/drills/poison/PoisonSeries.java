package dev.millrace.drills.poison;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.model.spec.Task;
import dev.millrace.schemas.deadletter.DeadLetterReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Collects the inputs of one task; each name is prefixed with the task. */
final class PoisonSeries {

    private final Task task;
    private final List<PoisonInput> inputs = new ArrayList<>();

    PoisonSeries(Task task) {
        this.task = task;
    }

    Task task() {
        return task;
    }

    List<PoisonInput> inputs() {
        return List.copyOf(inputs);
    }

    /** Adds an input that must become a dead letter. */
    void deadLettered(String name, byte @Nullable [] value, DeadLetterReason reason) {
        add(name, value, Map.of(), Optional.of(reason));
    }

    /** Adds an input that must become a dead letter, despite or because of its headers. */
    void deadLettered(String name, byte @Nullable [] value, Map<String, byte[]> headers, DeadLetterReason reason) {
        add(name, value, headers, Optional.of(reason));
    }

    /** Adds an input that must be classified. */
    void classified(String name, byte[] value) {
        add(name, value, Map.of(), Optional.empty());
    }

    /** Adds an input that must be classified despite its headers. */
    void classified(String name, byte[] value, Map<String, byte[]> headers) {
        add(name, value, headers, Optional.empty());
    }

    /** Adds an input whose key differs from its name. */
    void keyed(String name, byte @Nullable [] key, byte[] value, Optional<DeadLetterReason> expected) {
        inputs.add(new PoisonInput(fullName(name), task, key, value, Map.of(), expected));
    }

    private void add(
            String name, byte @Nullable [] value, Map<String, byte[]> headers, Optional<DeadLetterReason> expected) {
        String full = fullName(name);
        inputs.add(new PoisonInput(full, task, full.getBytes(UTF_8), value, headers, expected));
    }

    private String fullName(String name) {
        return "poison-" + task.id() + "-" + name;
    }
}
