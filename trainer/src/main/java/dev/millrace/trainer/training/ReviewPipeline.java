package dev.millrace.trainer.training;

import dev.millrace.model.LoadedModel;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.artifact.Weights;
import dev.millrace.model.fitting.Learner;
import dev.millrace.model.onednn.Precision;
import dev.millrace.model.spec.Architecture;
import dev.millrace.model.spec.FitSettings;
import dev.millrace.model.spec.Labels;
import dev.millrace.model.spec.Task;
import dev.millrace.model.spec.TextArchitecture;
import dev.millrace.model.spec.Vocabulary;
import dev.millrace.model.text.TextAugmentation;
import dev.millrace.model.text.TextEncoder;
import dev.millrace.model.text.TextLearner;
import dev.millrace.model.text.TextLimits;
import dev.millrace.model.text.TextModels;
import dev.millrace.model.text.VocabularyBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The bidirectional LSTM, on texts stored as UTF-8. Each run builds its vocabulary from its own training split.
 *
 * @param task whose models it fits
 * @param threads number of threads per fit
 */
public record ReviewPipeline(
        Task task, TextArchitecture shape, TextAugmentation textAugmentation, TextLimits limits, int threads)
        implements TaskPipeline<int[], String> {

    @Override
    public Architecture architecture(Stream<byte[]> trainingContents) {
        Vocabulary vocabulary =
                VocabularyBuilder.byFrequency(trainingContents.map(this::input), shape.maxWords(), shape.tokenizer());
        return new Architecture.Recurrent(shape, vocabulary);
    }

    @Override
    public Function<byte[], int[]> features(Architecture architecture) {
        TextEncoder encoder = new TextEncoder(vocabulary(architecture), shape.maxTokens(), shape.tokenizer());
        return content -> withoutEmpty(encoder.encode(input(content)));
    }

    /** A text that was stored under another tokenizer may have no word for this one. */
    private static int[] withoutEmpty(int[] ids) {
        return ids.length == 0 ? new int[] {Vocabulary.UNKNOWN} : ids;
    }

    @Override
    public Augmentation<int[]> augmentation() {
        return textAugmentation::apply;
    }

    @Override
    public Optional<Weights> carriedOver(ModelArtifact champion, Architecture architecture, Labels labels, long seed) {
        return champion.manifest()
                .architecture()
                .fold(convolutional -> Optional.<Architecture.Recurrent>empty(), Optional::of)
                .filter(recurrent -> recurrent.shape().equals(shape))
                .filter(recurrent -> champion.manifest().labels().equals(labels))
                .map(recurrent ->
                        EmbeddingRows.moved(champion.weights(), recurrent.vocabulary(), vocabulary(architecture)));
    }

    @Override
    public Learner<int[]> learner(
            Architecture architecture, Labels labels, FitSettings settings, Optional<Weights> start) {
        int words = vocabulary(architecture).size();
        return TextLearner.open(shape, words, labels.size(), settings, start, threads);
    }

    @Override
    public LoadedModel<String> load(ModelArtifact artifact, Precision precision) {
        return TextModels.load(artifact, limits, precision);
    }

    @Override
    public String input(byte[] content) {
        return new String(content, StandardCharsets.UTF_8);
    }

    private static Vocabulary vocabulary(Architecture architecture) {
        return architecture
                .fold(convolutional -> Optional.<Vocabulary>empty(), recurrent -> Optional.of(recurrent.vocabulary()))
                .orElseThrow(() -> new IllegalArgumentException("required a network for reviews"));
    }
}
