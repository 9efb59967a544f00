package dev.millrace.drills.audit;

import java.time.Duration;
import java.util.List;

/**
 * What an account comes to, but for attribution, which takes the models to judge.
 *
 * @param in acknowledged inputs
 * @param out of these, those with a prediction
 * @param lost of these, those with no answer
 * @param duplicated answers beyond the first of their input
 * @param disordered answers that stand behind a later one of the same input partition in their own
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
