package dev.millrace.trainer;

import dev.millrace.service.InvalidSettingsException;
import dev.millrace.service.SettingsWatch;
import dev.millrace.service.tasks.TaskChange;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Adds and removes tasks of the running trainer when its settings file changes. All other settings stay as they were at the
 * start. For one thread.
 */
final class TrainerReload implements SettingsWatch.Listener {

    private final Map<String, String> environment;
    private final TaskTrainers trainers;
    private TrainerConfig running;

    /**
     * @param environment all variables
     * @param running what the trainers were started with
     */
    TrainerReload(Map<String, String> environment, TaskTrainers trainers, TrainerConfig running) {
        this.environment = Map.copyOf(environment);
        this.trainers = trainers;
        this.running = running;
    }

    @Override
    public Set<String> apply() {
        TrainerConfig wanted = TrainerConfig.from(environment);
        TaskChange change = TaskChange.between(running.catalog(), wanted.catalog());
        TrainerConfig next = running.changed(change, wanted);
        if (next.tasks().isEmpty()) {
            throw new InvalidSettingsException(List.of(
                    "trainer.tasks: required one of the tasks that run at least; restart to replace all of them"));
        }
        next.only(next.tasks().stream()
                        .filter(task -> change.added().contains(task))
                        .toList())
                .rejectOtherShares();
        trainers.change(next);
        running = next;
        return applied(change, next.ids().equals(wanted.ids()));
    }

    private static Set<String> applied(TaskChange change, boolean hasTheTasks) {
        Set<String> applied = new HashSet<>(change.settings());
        applied.add("MILLRACE_STREAMS_");
        if (hasTheTasks) {
            applied.add(TrainerConfig.TASKS);
        }
        return applied;
    }
}
