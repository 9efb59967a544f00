package dev.millrace.trainer.training;

/**
 * What of a snapshot a run takes.
 *
 * @param minimumPerLabel examples in the training part that a label needs to be learned: one typo adds no class
 * @param maxValidation examples that each epoch is validated with at the most, the newest ones
 * @param maxGate examples that the gate scores at the most, the newest ones
 */
public record SelectionSettings(int minimumPerLabel, int maxValidation, int maxGate) {

    public SelectionSettings {
        if (minimumPerLabel < 1 || maxValidation < 1 || maxGate < 1) {
            throw new IllegalArgumentException("minimum examples per label, validation and gate examples must be at"
                    + " least 1, got " + minimumPerLabel + ", " + maxValidation + " and " + maxGate);
        }
    }
}
