package dev.millrace.drills.model;

import dev.millrace.model.artifact.Manifest;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.artifact.Provenance;
import dev.millrace.model.artifact.Sha256;
import dev.millrace.model.artifact.Weights;
import dev.millrace.model.spec.Architecture;
import dev.millrace.model.spec.FitSettings;
import dev.millrace.model.spec.Labels;
import dev.millrace.model.spec.Optimizer;
import dev.millrace.model.spec.Task;
import dev.millrace.model.spec.TaskType;
import dev.millrace.model.spec.TextArchitecture;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Small models with random weights and a planted last bias. For any input, two of {@link #DISTINCT} consecutive models
 * differ by more than {@link #LEAST_DIFFERENCE} in some score, so a prediction reveals which of them made it.
 */
public final class PlantedModels {

    /** Number of models of one task before the biases repeat. */
    public static final int DISTINCT = 256;

    /** Minimum difference of some score between two models. */
    public static final float LEAST_DIFFERENCE = 0.05f;

    /** Their labels. The favourite of model {@code n} is label {@code n} modulo the number of labels. */
    static final Labels LABELS = new Labels(IntStream.range(0, 64)
            .mapToObj(label -> String.format("class-%02d", label))
            .toList());

    /** The scores of the favourite label: models with the same favourite differ in this score. */
    private static final double[] FAVOUR = {0.40, 0.55, 0.70, 0.85};

    private PlantedModels() {}

    /** Model {@code number} (from 0) of a task. */
    public static ModelArtifact of(Task task, int number) {
        return of(task, number, LABELS);
    }

    /** The same with other labels. */
    public static ModelArtifact of(Task task, int number, Labels labels) {
        float[] bias = bias(number, labels);
        return task.type() == TaskType.IMAGE
                ? artifact(
                        new Architecture.Convolutional(SmallNetworks.IMAGE), labels, SmallNetworks.image(number, bias))
                : artifact(
                        new Architecture.Recurrent(SmallNetworks.TEXT, SmallNetworks.VOCABULARY),
                        labels,
                        SmallNetworks.text(number, bias));
    }

    /**
     * A review model with a vocabulary of {@code words} words and vectors of 800 bytes.
     *
     * @param words 60,000 make a model of 50 MB
     */
    public static ModelArtifact large(int number, int words) {
        return text(number, LargeNetwork.manyWords(words));
    }

    /** A review model that takes several milliseconds per review. */
    public static ModelArtifact slow(int number) {
        return text(number, LargeNetwork.wide());
    }

    private static ModelArtifact text(int number, TextArchitecture shape) {
        return artifact(
                LargeNetwork.architecture(shape), LABELS, LargeNetwork.weights(number, shape, bias(number, LABELS)));
    }

    private static float[] bias(int number, Labels labels) {
        float[] bias = new float[labels.size()];
        bias[number % labels.size()] = favour(number, labels.size());
        return bias;
    }

    /** An artifact with the given weights. */
    static ModelArtifact artifact(Architecture architecture, Labels labels, Weights weights) {
        return ModelArtifact.of(
                new Manifest(
                        architecture,
                        labels,
                        new FitSettings(Optimizer.ADAM, 1e-3, 32, 1, 0.5, 1),
                        Map.of(),
                        new Provenance(
                                List.of(),
                                Sha256.of(new byte[0]),
                                1,
                                1,
                                Instant.EPOCH,
                                Optional.empty(),
                                Map.of("made", "for a drill"))),
                weights);
    }

    /** The sum that gives the favourite its score if all other sums are zero: p = e^b / (e^b + n - 1). */
    private static float favour(int number, int labels) {
        double score = FAVOUR[number / labels % FAVOUR.length];
        return (float) Math.log(score * (labels - 1) / (1 - score));
    }
}
