package dev.millrace.cli.quickstart;

import dev.millrace.cli.accounting.Committed;
import dev.millrace.cli.accounting.QuickstartReport;
import dev.millrace.cli.accounting.TaskAudit;
import dev.millrace.cli.accounting.TaskReport;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.spec.Task;
import dev.millrace.model.spec.TaskType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One audit per task. Thread-safe. */
record TaskAudits(TaskAudit image, TaskAudit review) {

    static TaskAudits open() {
        return new TaskAudits(new TaskAudit(), new TaskAudit());
    }

    TaskAudit of(Task task) {
        return task.type() == TaskType.IMAGE ? image : review;
    }

    /**
     * The final report, once every answer has been read.
     *
     * @param committed by task; taken before the last answers were read
     * @param startedAt of the run, in milliseconds since 1970-01-01T00:00Z
     */
    QuickstartReport report(Map<Task, Committed> committed, long startedAt) {
        Map<String, @Nullable Double> first = new LinkedHashMap<>();
        Map<String, TaskReport> tasks = new LinkedHashMap<>();
        for (Task task : DefaultTasks.ALL) {
            first.put(task.id(), secondsToFirstPrediction(task, startedAt));
            tasks.put(task.id(), of(task).report(Objects.requireNonNull(committed.get(task))));
        }
        return new QuickstartReport(first, tasks);
    }

    private @Nullable Double secondsToFirstPrediction(Task task, long startedAt) {
        return of(task).firstPredictionAt().isEmpty()
                ? null
                : (of(task).firstPredictionAt().getAsLong() - startedAt) / 1e3;
    }
}
