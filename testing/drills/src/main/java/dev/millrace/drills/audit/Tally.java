package dev.millrace.drills.audit;

import java.time.Duration;
import java.util.List;

/**
 * The result of an audit without attribution, which needs the models.
 *
 * @param in number of acknowledged inputs
 * @param out number of these with a prediction
 * @param lost number of these without an answer
 * @param duplicated answers beyond the first for an input
 * @param disordered answers written after the answer to a later offset of the same input partition
 * @param longestSilence between two answers to inputs of one partition
 * @param mistaken a sentence for each input that ended in the wrong place or for the wrong reason
 */
public record Tally(
        long in,
        long out,
        long lost,
        long duplicated,
        long disordered,
        long deadLettersExpected,
        long deadLettersFound,
        Duration longestSilence,
        List<String> mistaken) {

    public Tally {
        mistaken = List.copyOf(mistaken);
    }
}
