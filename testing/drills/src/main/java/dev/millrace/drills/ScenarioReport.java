package dev.millrace.drills;

import dev.millrace.drills.audit.Figures;
import dev.millrace.drills.audit.LabelTally;
import dev.millrace.drills.audit.Tally;
import dev.millrace.drills.environment.Guarantee;

/**
 * The audit of one scenario. Its JSON form is a contract.
 *
 * @param guarantee as in the streams app's setting
 * @param in number of inputs that the broker acknowledged
 * @param out number of these with a prediction
 * @param lost number of these with neither a prediction nor a dead letter
 * @param duplicated predictions and dead letters beyond the first for an input
 * @param disordered first answers written after the answer to a later offset of the same input partition
 * @param misattributed predictions whose scores the named model does not reproduce
 * @param deadLettersExpected number of inputs that had to become dead letters
 * @param deadLettersFound number of inputs that became dead letters
 * @param longestSilenceSeconds between two answers to inputs of one partition, as a reader of committed records saw them
 * @param longestStaleSeconds how long another version should have served at most when an input came that was predicted
 * @param labelsExpected number of inputs that had to become examples for training
 * @param labelsLost number of these without an example
 * @param labelsDuplicated examples beyond the first for an input
 * @param labelsWrong examples with another label or content than their input's
 * @param kills number of processes that were killed
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
        double longestSilenceSeconds,
        double longestStaleSeconds,
        long labelsExpected,
        long labelsLost,
        long labelsDuplicated,
        long labelsWrong,
        int kills) {

    static ScenarioReport of(String name, Guarantee guarantee, Figures figures) {
        Tally tally = figures.tally();
        LabelTally labels = figures.labels();
        return new ScenarioReport(
                name,
                guarantee.id(),
                tally.in(),
                tally.out(),
                tally.lost(),
                tally.duplicated(),
                tally.disordered(),
                figures.misattributed(),
                tally.deadLettersExpected(),
                tally.deadLettersFound(),
                tally.longestSilence().toMillis() / 1e3,
                figures.longestStale().toMillis() / 1e3,
                labels.expected(),
                labels.lost(),
                labels.duplicated(),
                labels.wrong(),
                figures.kills());
    }
}
