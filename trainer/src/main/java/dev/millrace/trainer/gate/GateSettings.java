package dev.millrace.trainer.gate;

/**
 * How strict the gate is.
 *
 * <p>A candidate passes when, with {@code confidence}, its accuracy is greater than the champion's minus {@code margin}. A
 * tie keeps the champion. {@link PriorEvidence} says by how much growth of the data and earlier comparisons change the
 * confidence.
 *
 * @param margin accuracy that a candidate may lose, 0 to 1; negative for what it must gain
 * @param confidence of the one-sided paired test, up to 0.9999; with 0.5, the observed figures decide
 * @param minimumExamples examples that the gate part must have before any candidate can pass, at least 1
 */
public record GateSettings(double margin, double confidence, int minimumExamples) {

    public GateSettings {
        if (!(margin > -1 && margin < 1)) {
            throw new IllegalArgumentException("margin must be between -1 and 1, got " + margin);
        }
        if (!(confidence >= 0.5 && confidence <= 0.9999)) {
            throw new IllegalArgumentException("confidence must be 0.5 to 0.9999, got " + confidence);
        }
        if (minimumExamples < 1) {
            throw new IllegalArgumentException("minimum examples must be at least 1, got " + minimumExamples);
        }
    }

    /** Margin 0, confidence 0.95, 30 examples. */
    public static GateSettings standard() {
        return new GateSettings(0, 0.95, 30);
    }
}
