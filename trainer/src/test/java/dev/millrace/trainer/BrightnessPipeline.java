package dev.millrace.trainer;

import dev.millrace.model.Classification;
import dev.millrace.model.Classifier;
import dev.millrace.model.LoadedModel;
import dev.millrace.model.Outcome;
import dev.millrace.model.artifact.Manifest;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.artifact.Provenance;
import dev.millrace.model.artifact.Sha256;
import dev.millrace.model.artifact.Tensor;
import dev.millrace.model.artifact.Weights;
import dev.millrace.model.fitting.Learner;
import dev.millrace.model.onednn.Precision;
import dev.millrace.model.spec.Architecture;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.spec.FitSettings;
import dev.millrace.model.spec.ImageArchitecture;
import dev.millrace.model.spec.Labels;
import dev.millrace.model.spec.Optimizer;
import dev.millrace.model.spec.Task;
import dev.millrace.trainer.training.Augmentation;
import dev.millrace.trainer.training.TaskPipeline;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Predicts the label with the nearest mean brightness: a network small enough to write here. */
public final class BrightnessPipeline implements TaskPipeline<Float, Float> {

    public static final ImageArchitecture SHAPE = new ImageArchitecture(8, 1, 1, 1);

    private static final FitSettings SETTINGS = new FitSettings(Optimizer.ADAM, 0.5, 64, 1, 0, 1);

    /**
     * A model as if it had been fitted.
     *
     * @param means brightness of each label, from -0.5 to 0.5
     */
    public static ModelArtifact artifact(Labels labels, float... means) {
        Provenance provenance =
                new Provenance(List.of(), Sha256.of(new byte[0]), 0, 1, Instant.EPOCH, Optional.empty(), Map.of());
        Manifest manifest = new Manifest(new Architecture.Convolutional(SHAPE), labels, SETTINGS, Map.of(), provenance);
        return ModelArtifact.of(manifest, weights(means));
    }

    private static Weights weights(float[] means) {
        return new Weights(List.of(Tensor.of("means", List.of(means.length), means.clone())));
    }

    @Override
    public Task task() {
        return DefaultTasks.IMAGE;
    }

    @Override
    public Architecture architecture(Stream<byte[]> trainingContents, Optional<ModelArtifact> champion) {
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
    public Optional<Weights> carriedOver(ModelArtifact champion, Architecture architecture, Labels labels, long seed) {
        return Optional.of(champion.weights())
                .filter(weights -> champion.manifest().labels().equals(labels));
    }

    @Override
    public Learner<Float> learner(
            Architecture architecture, Labels labels, FitSettings settings, Optional<Weights> start) {
        return new Means(start.map(weights -> weights.tensor("means").values()).orElse(new float[labels.size()]));
    }

    @Override
    public LoadedModel<Float> load(ModelArtifact artifact, Precision precision) {
        return new Loaded(artifact, new Means(artifact.weights().tensor("means").values()));
    }

    @Override
    public Float input(byte[] content) {
        float sum = 0;
        for (byte sample : content) {
            sum += Byte.toUnsignedInt(sample);
        }
        return sum / content.length / 255 - 0.5f;
    }

    /** The nearer a label's mean, the more probable the label. */
    private static final class Means implements Learner<Float> {

        private static final double SHARPNESS = 20;

        private final float[] means;

        Means(float[] means) {
            this.means = means.clone();
        }

        @Override
        public double step(List<Float> features, int[] labels, double learningRate) {
            double loss = 0;
            for (int i = 0; i < labels.length; i++) {
                loss -= Math.log(Math.max(1e-7, probabilities(features.get(i))[labels[i]]));
                means[labels[i]] += (float) (learningRate * (features.get(i) - means[labels[i]]));
            }
            return loss / labels.length;
        }

        @Override
        public float[][] probabilities(List<Float> features) {
            float[][] probabilities = new float[features.size()][];
            for (int i = 0; i < probabilities.length; i++) {
                probabilities[i] = probabilities(features.get(i));
            }
            return probabilities;
        }

        @Override
        public Weights weights() {
            return BrightnessPipeline.weights(means);
        }

        @Override
        public void close() {}

        private float[] probabilities(float brightness) {
            double[] scores = new double[means.length];
            double sum = 0;
            for (int label = 0; label < means.length; label++) {
                scores[label] = Math.exp(-SHARPNESS * Math.pow(brightness - means[label], 2));
                sum += scores[label];
            }
            float[] probabilities = new float[means.length];
            for (int label = 0; label < means.length; label++) {
                probabilities[label] = (float) (scores[label] / sum);
            }
            return probabilities;
        }
    }

    private record Loaded(ModelArtifact artifact, Means means) implements LoadedModel<Float> {

        @Override
        public Precision precision() {
            return Precision.FLOAT32;
        }

        @Override
        public Classifier<Float> newClassifier() {
            return new Classifier<>() {
                @Override
                public List<Outcome> classify(List<Float> inputs) {
                    return Stream.of(means.probabilities(inputs))
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
