package dev.millrace.model.spec;

/**
 * The hyperparameters of fitting that both networks share.
 *
 * @param learningRate greater than 0; the initial rate if a schedule lowers it
 * @param batchSize examples per step, at least 1
 * @param epochs maximum number of passes over the training split, at least 1
 * @param dropout share of the units dropped before the output layer, 0 (none) inclusive to 1 exclusive
 * @param seed of starting weights, dropout, shuffling and augmentation
 */
public record FitSettings(
        Optimizer optimizer, double learningRate, int batchSize, int epochs, double dropout, long seed) {

    public FitSettings {
        if (!(learningRate > 0 && Double.isFinite(learningRate))) {
            throw new IllegalArgumentException("learning rate must be greater than 0, got " + learningRate);
        }
        if (batchSize < 1) {
            throw new IllegalArgumentException("batch size must be at least 1, got " + batchSize);
        }
        if (epochs < 1) {
            throw new IllegalArgumentException("epochs must be at least 1, got " + epochs);
        }
        if (!(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException("dropout must be at least 0 and under 1, got " + dropout);
        }
    }
}
