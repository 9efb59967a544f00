package dev.millrace.model.spec;

import java.util.Arrays;
import java.util.Optional;

/** The two tasks of Millrace. */
public enum Task {
    IMAGE("image"),
    REVIEW("review");

    private final String id;

    Task(String id) {
        this.id = id;
    }

    /** The name in topics and metrics and on the command line: {@code image} or {@code review}. */
    public String id() {
        return id;
    }

    /** The task with that {@link #id}; empty for any other text. */
    public static Optional<Task> ofId(String id) {
        return Arrays.stream(values()).filter(task -> task.id.equals(id)).findFirst();
    }
}
