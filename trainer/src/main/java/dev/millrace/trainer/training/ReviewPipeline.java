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
import dev.millrace.model.spec.TokenizerKind;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bidirectional LSTM, on texts stored as UTF-8. Each run builds its vocabulary from its own training split.
 *
 * @param task whose models it fits
 * @param tokenizer of the models; if empty, the champion's, so that whatever serves the champion can serve its successor.
 *     Without a champion, {@link TokenizerKind#UNICODE}
 * @param threads number of threads per fit
 */
public record ReviewPipeline(
        Task task,
        TextArchitecture shape,
        Optional<TokenizerKind> tokenizer,
        TextAugmentation textAugmentation,
        TextLimits limits,
        int threads)
        implements TaskPipeline<int[], String> {

    private static final Logger log = LoggerFactory.getLogger(ReviewPipeline.class);

    @Override
    public Architecture architecture(Stream<byte[]> trainingContents, Optional<ModelArtifact> champion) {
        TokenizerKind cutting = tokenizer
                .or(() -> champion.flatMap(ReviewPipeline::recurrent).map(Architecture.Recurrent::tokenizer))
                .orElse(TokenizerKind.UNICODE);
        Vocabulary vocabulary =
                VocabularyBuilder.byFrequency(trainingContents.map(this::input), shape.maxWords(), cutting);
        return new Architecture.Recurrent(shape, vocabulary, cutting);
    }

    @Override
    public Function<byte[], int[]> features(Architecture architecture) {
        TextEncoder encoder = TextEncoder.of(recurrent(architecture));
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
        Architecture.Recurrent next = recurrent(architecture);
        return recurrent(champion)
                .filter(before -> before.shape().equals(next.shape()))
                .filter(before -> isCutAlike(before, next))
                .filter(before -> champion.manifest().labels().equals(labels))
                .map(before -> EmbeddingRows.moved(champion.weights(), before.vocabulary(), next.vocabulary()));
    }

    @Override
    public Learner<int[]> learner(
            Architecture architecture, Labels labels, FitSettings settings, Optional<Weights> start) {
        int words = recurrent(architecture).vocabulary().size();
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

    /** Another tokenizer finds other words, in which the champion's weights see little or nothing. */
    private boolean isCutAlike(Architecture.Recurrent champion, Architecture.Recurrent next) {
        if (champion.tokenizer() == next.tokenizer()) {
            return true;
        }
        log.info(
                "Fit starts from new weights: task={} tokenizer={} championTokenizer={}",
                task.id(),
                next.tokenizer().id(),
                champion.tokenizer().id());
        return false;
    }

    private static Optional<Architecture.Recurrent> recurrent(ModelArtifact model) {
        return model.manifest().architecture().fold(convolutional -> Optional.empty(), Optional::of);
    }

    private static Architecture.Recurrent recurrent(Architecture architecture) {
        return architecture
                .fold(convolutional -> Optional.<Architecture.Recurrent>empty(), Optional::of)
                .orElseThrow(() -> new IllegalArgumentException("required a network for reviews"));
    }
}
