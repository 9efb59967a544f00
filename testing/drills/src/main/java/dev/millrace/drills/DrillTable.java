package dev.millrace.drills;

import dev.millrace.cli.terminal.Table;
import java.util.List;
import java.util.Locale;

/** Formats the audit of a drill for the user. */
final class DrillTable {

    private DrillTable() {}

    /** @param title of the table's first column */
    static List<String> of(String title, List<Result> results) {
        Table table = Table.of(
                title,
                "guarantee",
                "in",
                "out",
                "lost",
                "duplicated",
                "disordered",
                "misattributed",
                "dead letters",
                "labels",
                "silence s",
                "stale s",
                "kills",
                "");
        for (Result result : results) {
            ScenarioReport report = result.report();
            table.row(
                    report.name(),
                    report.guarantee(),
                    report.in(),
                    report.out(),
                    report.lost(),
                    report.duplicated(),
                    report.disordered(),
                    report.misattributed(),
                    report.deadLettersFound() + " of " + report.deadLettersExpected(),
                    labels(report),
                    seconds(report.longestSilenceSeconds()),
                    seconds(report.longestStaleSeconds()),
                    report.kills(),
                    result.hasPassed() ? "" : "FAILED");
        }
        return table.lines();
    }

    /** How many labels came right, of how many. */
    private static String labels(ScenarioReport report) {
        long wrong = report.labelsLost() + report.labelsDuplicated() + report.labelsWrong();
        return report.labelsExpected() - wrong + " of " + report.labelsExpected();
    }

    private static String seconds(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    /** The audit of one scenario, in one line. */
    static String line(Result result) {
        ScenarioReport report = result.report();
        return String.format(
                Locale.ROOT,
                "%s: in %d, out %d, lost %d, duplicated %d, disordered %d, misattributed %d, dead letters %d of %d, "
                        + "labels %s, silence %.1f s, stale %.1f s, kills %d",
                result.hasPassed() ? "passed" : "FAILED",
                report.in(),
                report.out(),
                report.lost(),
                report.duplicated(),
                report.disordered(),
                report.misattributed(),
                report.deadLettersFound(),
                report.deadLettersExpected(),
                labels(report),
                report.longestSilenceSeconds(),
                report.longestStaleSeconds(),
                report.kills());
    }
}
