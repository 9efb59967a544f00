package dev.millrace.drills;

import dev.millrace.drills.audit.Figures;
import dev.millrace.drills.environment.Guarantee;
import java.util.ArrayList;
import java.util.List;

/**
 * How a scenario ended.
 *
 * @param problems a sentence on each thing that is not as required; empty if it passed
 */
record Result(ScenarioReport report, List<String> problems) {

    private static final int MISTAKES_SHOWN = 5;

    Result {
        problems = List.copyOf(problems);
    }

    /**
     * Judges the figures.
     *
     * @param guarantee that is required
     * @param noted problems that the scenario itself found
     */
    static Result of(ScenarioReport report, Guarantee guarantee, Figures figures, List<String> noted) {
        List<String> problems = new ArrayList<>(noted);
        require(report.lost() == 0, report.lost() + " inputs were lost", problems);
        require(report.disordered() == 0, report.disordered() + " answers were out of order", problems);
        require(report.misattributed() == 0, report.misattributed() + " predictions name the wrong model", problems);
        if (guarantee == Guarantee.EXACTLY_ONCE) {
            require(report.duplicated() == 0, report.duplicated() + " answers came twice", problems);
            require(report.labelsDuplicated() == 0, report.labelsDuplicated() + " examples came twice", problems);
        }
        require(report.labelsLost() == 0, report.labelsLost() + " labels were lost", problems);
        require(report.labelsWrong() == 0, report.labelsWrong() + " examples are wrong", problems);
        require(
                !figures.isStale(),
                "an outdated version served for " + report.longestStaleSeconds() + " s, allowed: "
                        + Figures.SWAP_LIMIT.toSeconds() + " s and the longest silence",
                problems);
        require(
                report.deadLettersFound() == report.deadLettersExpected(),
                "required " + report.deadLettersExpected() + " dead letters, got " + report.deadLettersFound(),
                problems);
        figures.tally().mistaken().stream().limit(MISTAKES_SHOWN).forEach(problems::add);
        return new Result(report, problems);
    }

    private static void require(boolean holds, String otherwise, List<String> problems) {
        if (!holds) {
            problems.add(otherwise);
        }
    }

    boolean hasPassed() {
        return problems.isEmpty();
    }
}
