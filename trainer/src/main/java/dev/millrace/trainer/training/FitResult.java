package dev.millrace.trainer.training;

import dev.millrace.model.artifact.Weights;
import java.util.List;
import java.util.Optional;

/**
 * What came of a fit.
 *
 * @param epochs the curves
 * @param best the epoch with the lowest finite validation loss and its weights; none where no epoch had one
 */
public record FitResult(List<EpochFigures> epochs, Optional<Best> best, Stop stop) {

    public FitResult {
        epochs = List.copyOf(epochs);
    }

    /** @param epoch place in the curves, from 0 */
    public record Best(int epoch, Weights weights) {}

    /** Why a fit ended. */
    public enum Stop {
        /** It went through every epoch of its settings. */
        ALL_EPOCHS("went through all its epochs"),
        /** The validation loss didn't fall any more. */
        NO_IMPROVEMENT("stopped getting better"),
        /** The time was up. */
        BUDGET("used up its time"),
        /** A loss or a weight was no finite number. */
        DIVERGED("diverged: a loss or a weight is not a finite number"),
        /** Somebody called it off; the epoch that was going on doesn't count. */
        CANCELLED("was called off");

        private final String sentence;

        Stop(String sentence) {
            this.sentence = sentence;
        }

        /** For people: continues "the fit …". */
        public String sentence() {
            return sentence;
        }
    }
}
