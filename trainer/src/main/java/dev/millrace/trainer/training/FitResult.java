package dev.millrace.trainer.training;

import dev.millrace.model.artifact.Weights;
import java.util.List;
import java.util.Optional;

/**
 * The result of a fit.
 *
 * @param epochs the curves
 * @param best the epoch with the lowest finite validation loss, and its weights; empty if no epoch had one
 */
public record FitResult(List<EpochFigures> epochs, Optional<Best> best, Stop stop) {

    public FitResult {
        epochs = List.copyOf(epochs);
    }

    /** @param epoch index into the curves, from 0 */
    public record Best(int epoch, Weights weights) {}

    /** Why a fit ended. */
    public enum Stop {
        /** It completed all epochs of its settings. */
        ALL_EPOCHS("completed all its epochs"),
        /** The validation loss stopped falling. */
        NO_IMPROVEMENT("stopped improving"),
        /** The time budget was used up. */
        BUDGET("used up its time budget"),
        /** A loss or a weight was not finite. */
        DIVERGED("diverged: a loss or a weight is not a finite number"),
        /** It was cancelled; the unfinished epoch does not count. */
        CANCELLED("was cancelled");

        private final String sentence;

        Stop(String sentence) {
            this.sentence = sentence;
        }

        /** Continues the sentence "the fit …". */
        public String sentence() {
            return sentence;
        }
    }
}
