package dev.millrace.trainer;

import dev.millrace.model.Classification;
import dev.millrace.model.Classifier;
import dev.millrace.model.LoadedModel;
import dev.millrace.model.Outcome;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.artifact.Tensor;
import dev.millrace.model.artifact.Weights;
import dev.millrace.model.fitting.Learner;
import dev.millrace.model.onednn.Precision;
import dev.millrace.model.spec.Architecture;
import dev.millrace.model.spec.FitSettings;
import dev.millrace.model.spec.ImageArchitecture;
import dev.millrace.model.spec.Labels;
import dev.millrace.model.spec.Task;
import dev.millrace.trainer.training.Augmentation;
import dev.millrace.trainer.training.TaskPipeline;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Logistic regression on an image's mean brightness: a network small enough to be written down here. */
final class BrightnessPipeline implements TaskPipeline<Float, Float> {

    static final ImageArchitecture SHAPE = new ImageArchitecture(8, 1, 1, 1);

    @Override
    public Task task() {
        return Task.IMAGE;
    }

    @Override
    public Architecture architecture(Stream<byte[]> trainingContents) {
        return new Architecture.Convolutional(SHAPE);
    }

    @Override
    public Function<byte[], Float> features(Architecture architecture) {
        return this::input;
    }

    @Override
    public Augmentation<Float> augmentation() {
        return Augmentation.none();
    }

    @Override
    public Optional<Weights> carriedOver(ModelArtifact incumbent, Architecture architecture, Labels labels, long seed) {
        return Optional.of(incumbent.weights())
                .filter(weights -> incumbent.manifest().labels().equals(labels));
    }

    @Override
    public Learner<Float> learner(
            Architecture architecture, Labels labels, FitSettings settings, Optional<Weights> start) {
        return new Regression(
                start.map(weights -> weights.tensor("line").values()).orElse(new float[] {0, 0}));
    }

    @Override
    public LoadedModel<Float> load(ModelArtifact artifact, Precision precision) {
        return new Loaded(
                artifact, new Regression(artifact.weights().tensor("line").values()));
    }

    @Override
    public Float input(byte[] content) {
        float sum = 0;
        for (byte sample : content) {
            sum += Byte.toUnsignedInt(sample);
        }
        return sum / content.length / 255 - 0.5f;
    }

    /** Probability of label 1 = sigmoid(slope × brightness + offset). */
    private static final class Regression implements Learner<Float> {

        private final float[] line;

        Regression(float[] line) {
            this.line = line.clone();
        }

        @Override
        public double step(List<Float> features, int[] labels, double learningRate) {
            double loss = 0;
            for (int i = 0; i < labels.length; i++) {
                float error = probability(features.get(i)) - labels[i];
                loss -= Math.log(Math.max(1e-7, 1 - Math.abs(error)));
                line[0] -= (float) (learningRate * error * features.get(i));
                line[1] -= (float) (learningRate * error);
            }
            return loss / labels.length;
        }

        @Override
        public float[][] probabilities(List<Float> features) {
            float[][] probabilities = new float[features.size()][];
            for (int i = 0; i < probabilities.length; i++) {
                float second = probability(features.get(i));
                probabilities[i] = new float[] {1 - second, second};
            }
            return probabilities;
        }

        @Override
        public Weights weights() {
            return new Weights(List.of(Tensor.of("line", List.of(2), line.clone())));
        }

        @Override
        public void close() {}

        private float probability(float brightness) {
            return (float) (1 / (1 + Math.exp(-(line[0] * brightness + line[1]))));
        }
    }

    private record Loaded(ModelArtifact artifact, Regression regression) implements LoadedModel<Float> {

        @Override
        public Precision precision() {
            return Precision.FLOAT32;
        }

        @Override
        public Classifier<Float> newClassifier() {
            return new Classifier<>() {
                @Override
                public List<Outcome> classify(List<Float> inputs) {
                    return Stream.of(regression.probabilities(inputs))
                            .<Outcome>map(scores -> new Outcome.Classified(
                                    Classification.of(artifact.manifest().labels(), scores)))
                            .toList();
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public void close() {}
    }
}
