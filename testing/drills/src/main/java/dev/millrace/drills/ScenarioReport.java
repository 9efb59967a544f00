package dev.millrace.drills;

import dev.millrace.drills.audit.Tally;
import dev.millrace.drills.environment.Guarantee;

/**
 * What became of a scenario. Its form as JSON is a contract.
 *
 * @param guarantee as the streams app's setting says it
 * @param in inputs that the broker acknowledged
 * @param out of these, those with a prediction
 * @param lost of these, those with neither prediction nor dead letter
 * @param duplicated predictions and dead letters beyond the first of their input
 * @param disordered first answers that stand behind a later one of the same input partition in their own partition
 * @param misattributed predictions whose scores the model that they name does not reproduce
 * @param deadLettersExpected inputs that had to become dead letters
 * @param deadLettersFound inputs that became dead letters
 * @param longestSilenceSeconds between two answers to inputs of one partition, as a reader of committed records saw them
 */
public record ScenarioReport(
        String name,
        String guarantee,
        long in,
        long out,
        long lost,
        long duplicated,
        long disordered,
        long misattributed,
        long deadLettersExpected,
        long deadLettersFound,
        double longestSilenceSeconds) {

    static ScenarioReport of(String name, Guarantee guarantee, Tally tally, long misattributed) {
        return new ScenarioReport(
                name,
                guarantee.id(),
                tally.in(),
                tally.out(),
                tally.lost(),
                tally.duplicated(),
                tally.disordered(),
                misattributed,
                tally.deadLettersExpected(),
                tally.deadLettersFound(),
                tally.longestSilence().toMillis() / 1e3);
    }
}
