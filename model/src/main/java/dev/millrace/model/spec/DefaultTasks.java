package dev.millrace.model.spec;

import java.util.List;
import java.util.Optional;

/** The two tasks of an installation that configures none; the quickstart, drills and benchmarks run these. */
public final class DefaultTasks {

    /** Images on the topic {@code images}. */
    public static final Task IMAGE = new Task("image", TaskType.IMAGE);

    /** Texts on the topic {@code reviews}. */
    public static final Task REVIEW = new Task("review", TaskType.TEXT);

    /** Both. */
    public static final List<Task> ALL = List.of(IMAGE, REVIEW);

    private DefaultTasks() {}

    /** The one of them with that id. */
    public static Optional<Task> ofId(String id) {
        return ALL.stream().filter(task -> task.id().equals(id)).findFirst();
    }
}
