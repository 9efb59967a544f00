package dev.millrace.cli.quickstart;

import dev.millrace.cli.accounting.Progress;
import dev.millrace.cli.accounting.QuickstartReport;
import dev.millrace.cli.accounting.TaskReport;
import dev.millrace.cli.accounting.VersionReport;
import dev.millrace.model.spec.Task;
import dev.millrace.records.TrainingRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The account in words. */
final class Display {

    private Display() {}

    /** How a task stands. */
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

    /** What became of a training run. */
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
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%-8s %9s %10s %7s %6s %11s %6s %6s %9s %9s",
                "",
                "sent",
                "predicted",
                "dead",
                "lost",
                "duplicated",
                "lag",
                "swaps",
                "p50 ms",
                "p99 ms"));
        report.tasks().forEach((task, account) -> lines.add(row(task, account)));
        lines.add("");
        lines.add(String.format(
                Locale.ROOT,
                "%-8s %-17s %12s %8s %9s   %s",
                "",
                "version",
                "predictions",
                "judged",
                "accuracy",
                "(on records that went out without their label)"));
        report.tasks().forEach((task, account) -> account.versions().forEach(version -> lines.add(row(task, version))));
        return lines;
    }

    private static String row(String task, TaskReport account) {
        return String.format(
                Locale.ROOT,
                "%-8s %9d %10d %7d %6d %11d %6d %6d %9.0f %9.0f",
                task,
                account.sent(),
                account.predicted(),
                account.deadLetters(),
                account.lost(),
                account.duplicated(),
                account.lag(),
                account.swaps(),
                account.latencyMillis().p50(),
                account.latencyMillis().p99());
    }

    private static String row(String task, VersionReport version) {
        String accuracy = version.judged() == 0 ? "-" : String.format(Locale.ROOT, "%.3f", version.accuracy());
        return String.format(
                Locale.ROOT,
                "%-8s %-17s %12d %8d %9s",
                task,
                version.version(),
                version.predictions(),
                version.judged(),
                accuracy);
    }
}
