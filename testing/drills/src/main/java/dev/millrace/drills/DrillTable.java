package dev.millrace.drills;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A drill's account for people. */
final class DrillTable {

    private DrillTable() {}

    /** @param title of the table's first column */
    static List<String> of(String title, List<Result> results) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                "%-28s %-16s %8s %8s %6s %11s %11s %14s %15s %9s",
                title,
                "guarantee",
                "in",
                "out",
                "lost",
                "duplicated",
                "disordered",
                "misattributed",
                "dead letters",
                "silence s"));
        for (Result result : results) {
            ScenarioReport report = result.report();
            lines.add(String.format(
                    Locale.ROOT,
                    "%-28s %-16s %8d %8d %6d %11d %11d %14d %7d of %4d %9.1f%s",
                    report.name(),
                    report.guarantee(),
                    report.in(),
                    report.out(),
                    report.lost(),
                    report.duplicated(),
                    report.disordered(),
                    report.misattributed(),
                    report.deadLettersFound(),
                    report.deadLettersExpected(),
                    report.longestSilenceSeconds(),
                    result.hasPassed() ? "" : "  FAILED"));
        }
        return lines;
    }

    /** One scenario's account in a line. */
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
