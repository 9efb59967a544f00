package dev.millrace.service.tasks;

import dev.millrace.service.InvalidSettingsException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which tasks a running process gets, loses and keeps when its settings change. A kept task keeps its configuration too: what
 * changed of it takes effect after a restart.
 *
 * @param catalog all tasks after the change
 * @param added those that are new
 * @param removed those that are gone
 */
public record TaskChange(TaskCatalog catalog, List<TaskConfig> added, List<TaskConfig> removed) {

    public TaskChange {
        added = List.copyOf(added);
        removed = List.copyOf(removed);
    }

    /**
     * Compares the tasks that run with those that are wanted.
     *
     * @throws InvalidSettingsException when none of the tasks would stay, or a new one needs a topic that one of them has
     */
    public static TaskChange between(TaskCatalog running, TaskCatalog wanted) {
        List<TaskConfig> after = wanted.tasks().stream()
                .map(task -> running.find(task.id()).orElse(task))
                .toList();
        List<TaskConfig> added =
                after.stream().filter(task -> running.find(task.id()).isEmpty()).toList();
        List<TaskConfig> removed = running.tasks().stream()
                .filter(task -> wanted.find(task.id()).isEmpty())
                .toList();
        TaskCatalog catalog = new TaskCatalog(after);
        List<String> problems = new ArrayList<>(catalog.sharedTopics());
        if (removed.size() == running.tasks().size()) {
            problems.add("tasks='" + String.join(",", wanted.ids()) + "': required at least one of the running tasks "
                    + running.ids() + "; restart the process to replace all of them");
        }
        if (!problems.isEmpty()) {
            throw new InvalidSettingsException(problems);
        }
        return new TaskChange(catalog, added, removed);
    }

    /** Beginnings of the names of the settings that this change applies. */
    public Set<String> settings() {
        Set<String> settings = new HashSet<>(Set.of(TaskCatalog.TASKS));
        added.forEach(task -> settings.add(TaskSection.prefix(task.id())));
        removed.forEach(task -> settings.add(TaskSection.prefix(task.id())));
        return settings;
    }

    /** Beginnings of the names of the settings of all tasks that only a trainer reads. */
    public Set<String> trainerSettings() {
        Set<String> settings = new HashSet<>();
        catalog.ids().forEach(id -> settings.add(TaskCatalog.trainerPrefix(id)));
        return settings;
    }
}
