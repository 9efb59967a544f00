package dev.millrace.model.artifact;

import dev.millrace.model.onednn.Precision;
import java.util.Map;
import java.util.Optional;

/**
 * How a model's answers in bfloat16 compare with its answers in float32, on examples that it was not fitted on. The
 * trainer measures it on the gate part, and the manifest's metrics carry it.
 *
 * @param share share of the labels given in float32 that are the same in bfloat16, 0 to 1
 * @param accuracyMoved accuracy in bfloat16 minus accuracy in float32, −1 to 1
 */
public record Bfloat16Agreement(double share, double accuracyMoved) {

    /** Minimum share of equal labels for bfloat16 to serve. */
    public static final double LEAST_SHARE = 0.995;

    /** Maximum change of accuracy, up or down, for bfloat16 to serve. */
    public static final double MOST_ACCURACY_MOVED = 0.002;

    private static final String SHARE = "bfloat16Agreement";
    private static final String ACCURACY_MOVED = "bfloat16AccuracyMoved";

    /** The agreement in a manifest; empty if the trainer's processor could not measure it. */
    public static Optional<Bfloat16Agreement> of(Manifest manifest) {
        Map<String, Double> metrics = manifest.metrics();
        return metrics.containsKey(SHARE) && metrics.containsKey(ACCURACY_MOVED)
                ? Optional.of(new Bfloat16Agreement(metrics.get(SHARE), metrics.get(ACCURACY_MOVED)))
                : Optional.empty();
    }

    /** The metrics of a manifest. */
    public Map<String, Double> metrics() {
        return Map.of(SHARE, share, ACCURACY_MOVED, accuracyMoved);
    }

    /** Whether bfloat16 may serve instead of float32. */
    public boolean suffices() {
        return share >= LEAST_SHARE && Math.abs(accuracyMoved) <= MOST_ACCURACY_MOVED;
    }

    /** The requested precision, or float32 if the model is not known to give the same answers in the requested one. */
    public static Precision allowed(Manifest manifest, Precision asked) {
        return of(manifest).filter(Bfloat16Agreement::suffices).isPresent() ? asked : Precision.FLOAT32;
    }
}
