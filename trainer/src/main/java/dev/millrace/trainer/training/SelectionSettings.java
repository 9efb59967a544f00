package dev.millrace.trainer.training;

/**
 * Which examples of a snapshot a run uses.
 *
 * @param minimumPerLabel training examples that a label needs to be learned, so that a typo does not add a class
 * @param maxValidation maximum validation examples per epoch; the newest are used
 * @param maxGate maximum gate examples; the newest are used
 */
public record SelectionSettings(int minimumPerLabel, int maxValidation, int maxGate) {

    public SelectionSettings {
        if (minimumPerLabel < 1 || maxValidation < 1 || maxGate < 1) {
            throw new IllegalArgumentException("minimum examples per label, validation and gate examples must be at"
                    + " least 1, got " + minimumPerLabel + ", " + maxValidation + " and " + maxGate);
        }
    }
}
