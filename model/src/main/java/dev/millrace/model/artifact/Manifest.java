package dev.millrace.model.artifact;

import dev.millrace.model.spec.Architecture;
import dev.millrace.model.spec.FitSettings;
import dev.millrace.model.spec.Labels;
import java.util.Map;

/**
 * The description of a model inside an artifact, beside its weights.
 *
 * @param metrics measured on the gate part, such as {@code accuracy} and {@code loss}; each finite
 */
public record Manifest(
        Architecture architecture,
        Labels labels,
        FitSettings fitSettings,
        Map<String, Double> metrics,
        Provenance provenance) {

    public Manifest {
        metrics = Map.copyOf(metrics);
        metrics.forEach((name, figure) -> {
            if (!Double.isFinite(figure)) {
                throw new IllegalArgumentException("metric '" + name + "' must be finite, got " + figure);
            }
        });
    }
}
