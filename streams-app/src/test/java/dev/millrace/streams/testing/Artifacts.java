package dev.millrace.streams.testing;

import dev.millrace.model.FitSettings;
import dev.millrace.model.Labels;
import dev.millrace.model.Optimizer;
import dev.millrace.model.artifact.Architecture;
import dev.millrace.model.artifact.Manifest;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.artifact.Provenance;
import dev.millrace.model.artifact.Sha256;
import dev.millrace.model.artifact.Tensor;
import dev.millrace.model.artifact.Weights;
import dev.millrace.model.image.ImageArchitecture;
import dev.millrace.model.text.TextArchitecture;
import dev.millrace.model.text.Vocabulary;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Small artifacts. */
public final class Artifacts {

    public static final Labels LABELS = Labels.of("neg", "pos");

    private Artifacts() {}

    /** Well-formed, with one tensor: for fakes, which load anything. */
    public static ModelArtifact tiny(float weight) {
        return ModelArtifact.of(
                manifest(new Architecture.Recurrent(
                        TextArchitecture.standard(), Vocabulary.byFrequency(List.of("good bad").stream(), 10))),
                new Weights(List.of(Tensor.of("only", List.of(1), new float[] {weight}))));
    }

    /** The small convolutional network of {@code shape} with random weights. */
    public static ModelArtifact image(ImageArchitecture shape, long seed) {
        Random random = new Random(seed);
        int labels = LABELS.size();
        int pooled = shape.side() / 4 * (shape.side() / 4);
        return ModelArtifact.of(
                manifest(new Architecture.Convolutional(shape)),
                new Weights(List.of(
                        tensor(random, "convolution1.weight", shape.firstFilters(), 3, 3, 3),
                        tensor(random, "convolution1.bias", shape.firstFilters()),
                        tensor(random, "convolution2.weight", shape.secondFilters(), shape.firstFilters(), 3, 3),
                        tensor(random, "convolution2.bias", shape.secondFilters()),
                        tensor(random, "dense.weight", shape.denseUnits(), shape.secondFilters() * pooled),
                        tensor(random, "dense.bias", shape.denseUnits()),
                        tensor(random, "output.weight", labels, shape.denseUnits()),
                        tensor(random, "output.bias", labels))));
    }

    /** The small recurrent network with random weights, for a few words. */
    public static ModelArtifact review(long seed) {
        Random random = new Random(seed);
        TextArchitecture shape = new TextArchitecture(100, 20, 4, 3);
        Vocabulary vocabulary = Vocabulary.byFrequency(List.of("good bad dull fine film").stream(), 100);
        return ModelArtifact.of(
                manifest(new Architecture.Recurrent(shape, vocabulary)),
                new Weights(List.of(
                        tensor(random, "embedding.weight", vocabulary.size(), 4),
                        tensor(random, "lstm.forward.input", 4, 12),
                        tensor(random, "lstm.forward.recurrent", 3, 12),
                        tensor(random, "lstm.forward.bias", 12),
                        tensor(random, "lstm.backward.input", 4, 12),
                        tensor(random, "lstm.backward.recurrent", 3, 12),
                        tensor(random, "lstm.backward.bias", 12),
                        tensor(random, "output.weight", 1, 6),
                        tensor(random, "output.bias", 1))));
    }

    private static Manifest manifest(Architecture architecture) {
        return new Manifest(
                architecture,
                LABELS,
                new FitSettings(Optimizer.ADAM, 1e-3, 32, 1, 0.5, 1),
                Map.of("accuracy", 0.5),
                new Provenance(
                        List.of(),
                        Sha256.of(new byte[0]),
                        1,
                        1,
                        Instant.EPOCH,
                        Optional.empty(),
                        Map.of("java", "17")));
    }

    private static Tensor tensor(Random random, String name, Integer... shape) {
        int size = 1;
        for (int extent : shape) {
            size *= extent;
        }
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) (random.nextGaussian() * 0.1);
        }
        return Tensor.of(name, List.of(shape), values);
    }
}
