package dev.millrace.model.artifact;

import dev.millrace.model.onednn.Precision;
import java.util.Map;
import java.util.Optional;

/**
 * How a model's answers in bfloat16 compare with its answers in float32, on examples that it did not learn from. The trainer finds
 * it out on the gate part, and it travels in the manifest's metrics.
 *
 * @param share of the labels that are the same, of those that float32 gave; 0 to 1
 * @param accuracyMoved accuracy in bfloat16 less accuracy in float32, −1 to 1
 */
public record Bfloat16Agreement(double share, double accuracyMoved) {

    /** Share of equal labels without which bfloat16 may not serve. */
    public static final double LEAST_SHARE = 0.995;

    /** How far, at the most, it may move the accuracy to serve. */
    public static final double MOST_ACCURACY_MOVED = 0.002;

    private static final String SHARE = "bfloat16Agreement";
    private static final String ACCURACY_MOVED = "bfloat16AccuracyMoved";

    /** What a model says of itself; none where its trainer's processor could not tell. */
    public static Optional<Bfloat16Agreement> of(Manifest manifest) {
        Map<String, Double> metrics = manifest.metrics();
        return metrics.containsKey(SHARE) && metrics.containsKey(ACCURACY_MOVED)
                ? Optional.of(new Bfloat16Agreement(metrics.get(SHARE), metrics.get(ACCURACY_MOVED)))
                : Optional.empty();
    }

    /** As a manifest holds it. */
    public Map<String, Double> metrics() {
        return Map.of(SHARE, share, ACCURACY_MOVED, accuracyMoved);
    }

    /** Whether bfloat16 may serve in float32's place. */
    public boolean suffices() {
        return share >= LEAST_SHARE && Math.abs(accuracyMoved) <= MOST_ACCURACY_MOVED;
    }

    /** The precision asked for, or float32 where the model is not known to answer in it as in float32. */
    public static Precision allowed(Manifest manifest, Precision asked) {
        return of(manifest).filter(Bfloat16Agreement::suffices).isPresent() ? asked : Precision.FLOAT32;
    }
}
