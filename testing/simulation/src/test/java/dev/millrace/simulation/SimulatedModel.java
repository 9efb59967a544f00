package dev.millrace.simulation;

import dev.millrace.model.Classification;
import dev.millrace.model.Classifier;
import dev.millrace.model.LoadedModel;
import dev.millrace.model.Outcome;
import dev.millrace.model.Rejection;
import dev.millrace.model.artifact.Manifest;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.artifact.Provenance;
import dev.millrace.model.artifact.Sha256;
import dev.millrace.model.artifact.Tensor;
import dev.millrace.model.artifact.Weights;
import dev.millrace.model.onednn.Precision;
import dev.millrace.model.spec.Architecture;
import dev.millrace.model.spec.FitSettings;
import dev.millrace.model.spec.ImageArchitecture;
import dev.millrace.model.spec.Labels;
import dev.millrace.model.spec.Optimizer;
import dev.millrace.model.spec.Task;
import dev.millrace.model.spec.TaskType;
import dev.millrace.model.spec.TextArchitecture;
import dev.millrace.model.spec.TokenizerKind;
import dev.millrace.model.text.VocabularyBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A network whose answers reveal the weights and the record that produced them: the score of "model" is the weight, that
 * of "pos" the record's number, in millionths.
 */
public final class SimulatedModel implements LoadedModel<String> {

    public static final String SAMPLE = "good 0";
    static final float MILLIONTH = 1e-6f;
    private static final Labels LABELS = Labels.of("neg", "pos", "model");

    private final ModelArtifact artifact;
    private final SimulationContext world;
    private final List<String> openedBy = new ArrayList<>();
    private int closes;

    SimulatedModel(ModelArtifact artifact, SimulationContext world) {
        this.artifact = artifact;
        this.world = world;
    }

    /** The model that a trainer fits; {@code serial} is its only weight. */
    public static ModelArtifact artifact(Task task, int serial) {
        Architecture architecture = task.type() == TaskType.IMAGE
                ? new Architecture.Convolutional(new ImageArchitecture(8, 2, 2, 4))
                : new Architecture.Recurrent(
                        TextArchitecture.standard(),
                        VocabularyBuilder.byFrequency(List.of("good bad").stream(), 10, TokenizerKind.BASIC));
        Manifest manifest = new Manifest(
                architecture,
                LABELS,
                new FitSettings(Optimizer.ADAM, 1e-3, 32, 1, 0.5, 1),
                Map.of(),
                new Provenance(List.of(), Sha256.of(new byte[0]), 1, 1, Instant.EPOCH, Optional.empty(), Map.of()));
        Tensor weight = Tensor.of("serial", List.of(1), new float[] {serial});
        return ModelArtifact.of(manifest, new Weights(List.of(weight)));
    }

    int closes() {
        return closes;
    }

    /** The actors that have a classifier of it open, once for each. */
    List<String> openedBy() {
        return openedBy;
    }

    int serial() {
        return Math.round(artifact.weights().tensor("serial").values()[0]);
    }

    @Override
    public ModelArtifact artifact() {
        return artifact;
    }

    @Override
    public Precision precision() {
        return Precision.FLOAT32;
    }

    @Override
    public Classifier<String> newClassifier() {
        if (closes > 0) {
            throw new IllegalStateException("the model is closed");
        }
        String owner = world.actor();
        openedBy.add(owner);
        return new SimulatedClassifier(owner);
    }

    @Override
    public void close() {
        closes++;
    }

    private final class SimulatedClassifier implements Classifier<String> {

        private final String owner;
        private boolean closed;

        SimulatedClassifier(String owner) {
            this.owner = owner;
        }

        @Override
        public List<Outcome> classify(List<String> inputs) {
            if (closed) {
                throw new AssertionError(owner + " uses a classifier that it has closed");
            }
            world.meanwhile();
            if (inputs.stream().anyMatch(text -> text.startsWith("poison"))) {
                throw new IllegalStateException("poisoned");
            }
            return inputs.stream().map(this::answer).toList();
        }

        private Outcome answer(String text) {
            if (text.isEmpty()) {
                return new Outcome.Rejected(Rejection.EMPTY_TEXT, "no token");
            }
            int number = Integer.parseInt(text.substring(text.indexOf(' ') + 1));
            float positive = (text.startsWith("good") ? 0.7f : 0.1f) + number * MILLIONTH;
            float model = serial() * MILLIONTH;
            return new Outcome.Classified(
                    Classification.of(LABELS, new float[] {1 - positive - model, positive, model}));
        }

        @Override
        public void close() {
            if (closed) {
                throw new AssertionError(owner + " closes a classifier twice");
            }
            closed = true;
            openedBy.remove(owner);
        }
    }
}
