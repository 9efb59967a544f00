package dev.millrace.model.spec;

import java.util.Arrays;
import java.util.Optional;

/** What a task's inputs are. A closed set: each has its own networks and preprocessing. */
public enum TaskType {
    /** Images, classified by a convolutional network. */
    IMAGE("image"),
    /** Texts, classified by a recurrent network. */
    TEXT("text");

    private final String text;

    TaskType(String text) {
        this.text = text;
    }

    /** The type of that name in the configuration, {@code image} or {@code text}; none for any other. */
    public static Optional<TaskType> of(String text) {
        return Arrays.stream(values()).filter(type -> type.text.equals(text)).findFirst();
    }

    /** Its name in the configuration. */
    public String text() {
        return text;
    }
}
