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
                "silence s",
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
                    String.format(Locale.ROOT, "%.1f", report.longestSilenceSeconds()),
                    result.hasPassed() ? "" : "FAILED");
        }
        return table.lines();
    }

    /** The audit of one scenario, in one line. */
    static String line(Result result) {
        ScenarioReport report = result.report();
        return String.format(
                Locale.ROOT,
                "%s: in %d, out %d, lost %d, duplicated %d, disordered %d, misattributed %d, dead letters %d of %d, silence %.1f s",
                result.hasPassed() ? "passed" : "FAILED",
                report.in(),
                report.out(),
                report.lost(),
                report.duplicated(),
                report.disordered(),
                report.misattributed(),
                report.deadLettersFound(),
                report.deadLettersExpected(),
                report.longestSilenceSeconds());
    }
}
