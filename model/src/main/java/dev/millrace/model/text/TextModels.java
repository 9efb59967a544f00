package dev.millrace.model.text;

import dev.millrace.model.Classification;
import dev.millrace.model.Classifier;
import dev.millrace.model.LoadedModel;
import dev.millrace.model.Outcome;
import dev.millrace.model.Rejection;
import dev.millrace.model.artifact.ArtifactException;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.onednn.Precision;
import dev.millrace.model.onednn.ReferenceCount;
import dev.millrace.model.spec.Architecture;
import dev.millrace.model.spec.Labels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Loads text models for serving. */
public final class TextModels {

    private static final int BATCH = 64;

    private TextModels() {}

    /**
     * Loads a model to serve in float32.
     *
     * @throws ArtifactException when the artifact is not a complete and finite text model
     */
    public static LoadedModel<String> load(ModelArtifact artifact, TextLimits limits) {
        return load(artifact, limits, Precision.FLOAT32);
    }

    /**
     * Loads a model to serve in the given precision.
     *
     * @throws ArtifactException when the artifact is not a complete and finite text model
     */
    public static LoadedModel<String> load(ModelArtifact artifact, TextLimits limits, Precision precision) {
        Architecture.Recurrent architecture = artifact.manifest()
                .architecture()
                .fold(
                        convolutional -> {
                            throw new ArtifactException("required a text model, got an image model");
                        },
                        recurrent -> recurrent);
        Labels labels = artifact.manifest().labels();
        TextWeights.require(
                artifact.weights(),
                architecture.shape(),
                architecture.vocabulary().size(),
                labels.size());
        return new Loaded(artifact, architecture, limits, precision);
    }

    private static final class Loaded implements LoadedModel<String> {

        private final ModelArtifact artifact;
        private final Architecture.Recurrent architecture;
        private final TextLimits limits;
        private final TextEngine engine;
        private final ReferenceCount uses;

        Loaded(ModelArtifact artifact, Architecture.Recurrent architecture, TextLimits limits, Precision precision) {
            this.artifact = artifact;
            this.architecture = architecture;
            this.limits = limits;
            this.engine = TextEngine.of(architecture.shape(), TextWeights.copy(artifact.weights()), precision);
            this.uses = new ReferenceCount(engine::close);
        }

        @Override
        public ModelArtifact artifact() {
            return artifact;
        }

        @Override
        public Precision precision() {
            return engine.precision();
        }

        @Override
        public Classifier<String> newClassifier() {
            return uses.acquiredBy(() -> new TextClassifier(this));
        }

        @Override
        public void close() {
            uses.close();
        }
    }

    private static final class TextClassifier implements Classifier<String> {

        private final Labels labels;
        private final TextLimits limits;
        private final TextEncoder encoder;
        private final Loaded model;
        private final TextScorer scorer;
        private boolean closed;

        TextClassifier(Loaded model) {
            this.model = model;
            this.labels = model.artifact.manifest().labels();
            this.limits = model.limits;
            this.encoder = TextEncoder.of(model.architecture);
            this.scorer = model.engine.newScorer();
        }

        @Override
        public List<Outcome> classify(List<String> inputs) {
            Outcome[] outcomes = new Outcome[inputs.size()];
            List<int[]> texts = new ArrayList<>();
            List<Integer> places = new ArrayList<>();
            for (int i = 0; i < outcomes.length; i++) {
                String text = inputs.get(i);
                int[] ids = text.length() > limits.maxCharacters() ? new int[0] : encoder.encode(text);
                if (ids.length == 0) {
                    outcomes[i] = rejected(text);
                } else {
                    texts.add(ids);
                    places.add(i);
                }
            }
            for (int from = 0; from < texts.size(); from += BATCH) {
                int to = Math.min(texts.size(), from + BATCH);
                float[][] probabilities = scorer.probabilities(texts.subList(from, to), labels.size());
                for (int i = from; i < to; i++) {
                    outcomes[places.get(i)] =
                            new Outcome.Classified(Classification.of(labels, probabilities[i - from]));
                }
            }
            return Arrays.asList(outcomes);
        }

        private Outcome rejected(String text) {
            return text.length() > limits.maxCharacters()
                    ? new Outcome.Rejected(
                            Rejection.TEXT_TOO_LARGE,
                            "required at most " + limits.maxCharacters() + " characters, got " + text.length())
                    : new Outcome.Rejected(Rejection.EMPTY_TEXT, "the text has no word");
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                scorer.close();
                model.uses.release();
            }
        }
    }
}
