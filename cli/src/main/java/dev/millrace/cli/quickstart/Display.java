package dev.millrace.cli.quickstart;

import dev.millrace.cli.accounting.Progress;
import dev.millrace.cli.accounting.QuickstartReport;
import dev.millrace.cli.accounting.TaskReport;
import dev.millrace.cli.accounting.VersionReport;
import dev.millrace.cli.terminal.Table;
import dev.millrace.model.spec.Task;
import dev.millrace.records.TrainingRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Formats the audit for the user. */
final class Display {

    private Display() {}

    /** The progress of a task, in one line. */
    static String progress(Task task, Progress now) {
        String sent = String.format(
                Locale.ROOT, "%-7s sent %,7d  predicted %,7d", task.id() + "s", now.sent(), now.predicted());
        if (now.predicted() == 0) {
            return sent + "  waiting for the first model";
        }
        return sent
                + String.format(
                        Locale.ROOT,
                        "  waiting %,5d  %s  accuracy %s  latency p50 %.0f ms, p99 %.0f ms%s",
                        now.unanswered(),
                        now.version(),
                        now.judged() == 0
                                ? "-"
                                : String.format(Locale.ROOT, "%.3f of %d", now.accuracy(), now.judged()),
                        now.latency().p50(),
                        now.latency().p99(),
                        now.deadLetters() == 0 ? "" : "  dead letters " + now.deadLetters());
    }

    /** The outcome of a training run, in one line. */
    static String run(TrainingRun run) {
        String what = String.format(
                Locale.ROOT,
                "trainer: %s run of %d examples, %d epochs, %.0f s: ",
                run.getTask(),
                run.getTrainingExamples(),
                run.getEpochs().size(),
                (run.getEndedAt() - run.getStartedAt()) / 1e3);
        String version = run.getVersion() == null ? "" : " " + run.getVersion();
        return what + run.getVerdict().toString().toLowerCase(Locale.ROOT) + version + " (" + run.getReason() + ")";
    }

    /** The final table. */
    static List<String> table(QuickstartReport report) {
        Table tasks =
                Table.of("", "sent", "predicted", "dead", "lost", "duplicated", "lag", "swaps", "p50 ms", "p99 ms");
        report.tasks().forEach((task, audit) -> addRow(tasks, task, audit));
        Table versions = Table.of(
                "", "version", "predictions", "judged", "accuracy", "(on records that went out without their label)");
        report.tasks().forEach((task, audit) -> audit.versions().forEach(version -> addRow(versions, task, version)));
        List<String> lines = new ArrayList<>(tasks.lines());
        lines.add("");
        lines.addAll(versions.lines());
        return lines;
    }

    private static void addRow(Table table, String task, TaskReport audit) {
        table.row(
                task,
                audit.sent(),
                audit.predicted(),
                audit.deadLetters(),
                audit.lost(),
                audit.duplicated(),
                audit.lag(),
                audit.swaps(),
                String.format(Locale.ROOT, "%.0f", audit.latencyMillis().p50()),
                String.format(Locale.ROOT, "%.0f", audit.latencyMillis().p99()));
    }

    private static void addRow(Table table, String task, VersionReport version) {
        table.row(
                task,
                version.version(),
                version.predictions(),
                version.judged(),
                version.judged() == 0 ? "-" : String.format(Locale.ROOT, "%.3f", version.accuracy()),
                "");
    }
}
