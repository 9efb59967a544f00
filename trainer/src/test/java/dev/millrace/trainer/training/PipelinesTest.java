package dev.millrace.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.artifact.Manifest;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.artifact.Provenance;
import dev.millrace.model.artifact.Sha256;
import dev.millrace.model.artifact.Weights;
import dev.millrace.model.fitting.Learner;
import dev.millrace.model.image.EncodedImage;
import dev.millrace.model.image.ImageAugmentation;
import dev.millrace.model.image.ImageLimits;
import dev.millrace.model.image.RgbImage;
import dev.millrace.model.onednn.Precision;
import dev.millrace.model.spec.Architecture;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.spec.FitSettings;
import dev.millrace.model.spec.ImageArchitecture;
import dev.millrace.model.spec.Labels;
import dev.millrace.model.spec.Optimizer;
import dev.millrace.model.spec.TextArchitecture;
import dev.millrace.model.spec.TokenizerKind;
import dev.millrace.model.spec.Vocabulary;
import dev.millrace.model.text.TextAugmentation;
import dev.millrace.model.text.TextLimits;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The real networks, at a tenth of their size. */
final class PipelinesTest {

    private static final Labels LABELS = Labels.of("neg", "pos");
    private static final FitSettings SETTINGS = new FitSettings(Optimizer.ADAM, 0.01, 4, 1, 0, 3);

    private static final TextArchitecture SHAPE = new TextArchitecture(50, 10, 4, 4);
    private static final List<String> NEXT_WORDS = List.of("dull", "film", "good", "\u96fb\u5f71");

    private final ReviewPipeline reviews = reviews(Optional.empty());
    private final ImagePipeline images = new ImagePipeline(
            DefaultTasks.IMAGE,
            new ImageArchitecture(8, 2, 2, 4),
            new ImageAugmentation(true, 1, 0),
            ImageLimits.standard(),
            1);

    @Test
    void aNetworkSaysTheSameAfterItsVocabularyHasGrown() {
        Architecture before = words(texts("good film", "dull film"));
        Architecture after = words(texts("film film film", "good dull plot", "plot twist"));
        try (Learner<int[]> old = reviews.learner(before, LABELS, SETTINGS, Optional.empty())) {
            ModelArtifact champion = artifact(before, old.weights());

            Optional<Weights> carried = reviews.carriedOver(champion, after, LABELS, 1);

            try (Learner<int[]> next = reviews.learner(after, LABELS, SETTINGS, carried)) {
                for (String text : List.of("good film", "a dull twist of the plot", "film")) {
                    assertThat(probabilities(next, after, text)[0]).isEqualTo(probabilities(old, before, text)[0]);
                }
            }
        }
    }

    @Test
    void weightsOfOtherLabelsAreNotCarriedOver() {
        Architecture words = words(texts("good film"));
        Architecture pixels = images.architecture(Stream.empty(), Optional.empty());
        Labels others = Labels.of("bad", "good");
        try (Learner<int[]> ofReviews = reviews.learner(words, LABELS, SETTINGS, Optional.empty());
                Learner<RgbImage> ofImages = images.learner(pixels, LABELS, SETTINGS, Optional.empty())) {
            ModelArtifact review = artifact(words, ofReviews.weights());
            ModelArtifact image = artifact(pixels, ofImages.weights());

            assertThat(reviews.carriedOver(review, words, others, 1)).isEmpty();
            assertThat(images.carriedOver(image, pixels, others, 1)).isEmpty();
            assertThat(images.carriedOver(image, pixels, LABELS, 1)).contains(image.weights());
            assertThat(reviews.carriedOver(image, words, LABELS, 1)).isEmpty();
        }
    }

    @Test
    void imagesAreServedAsTheyAreLearned() {
        Architecture pixels = images.architecture(Stream.empty(), Optional.empty());
        byte[] content = new byte[8 * 8 * 3];
        Arrays.fill(content, (byte) 200);
        try (Learner<RgbImage> learner = images.learner(pixels, LABELS, SETTINGS, Optional.empty());
                var model = images.load(artifact(pixels, learner.weights()), Precision.FLOAT32);
                var classifier = model.newClassifier()) {
            float learned =
                    learner.probabilities(List.of(images.features(pixels).apply(content)))[0][1];

            float served = classifier
                    .classify(List.of(images.input(content)))
                    .get(0)
                    .fold(classified -> classified.classification().scores().get("pos"), rejected -> -1f);

            assertThat(served).isCloseTo(learned, org.assertj.core.data.Offset.offset(1e-5f));
        }
    }

    @Test
    void learnsImagesThatWereStoredAtAnotherSide() {
        Architecture pixels = images.architecture(Stream.empty(), Optional.empty());
        byte[] content = new byte[32 * 32 * 3];
        Arrays.fill(content, (byte) 200);

        RgbImage learned = images.features(pixels).apply(content);

        assertThat(learned.side()).isEqualTo(8);
        assertThat(learned.samples()).containsOnly(200);
        assertThat(images.input(content).rawSize()).contains(new EncodedImage.RawSize(32, 32));
    }

    @Test
    void aModelOfTheVersionBeforeIsContinuedWithItsTokenizer() {
        ModelArtifact champion = basicChampion();

        Architecture next = reviews.architecture(texts("good film", "dull \u96fb\u5f71"), Optional.of(champion));

        assertThat(next).isEqualTo(new Architecture.Recurrent(SHAPE, Vocabulary.of(NEXT_WORDS), TokenizerKind.BASIC));
        assertThat(reviews.carriedOver(champion, next, LABELS, 1)).isPresent();
        assertThat(tokenizer(words(texts("good film")))).isEqualTo(TokenizerKind.UNICODE);
    }

    @Test
    void aTokenizerThatSettingsNameStartsFromNewWeights() {
        ModelArtifact champion = basicChampion();
        ReviewPipeline unicode = reviews(Optional.of(TokenizerKind.UNICODE));

        Architecture next = unicode.architecture(texts("good film"), Optional.of(champion));

        assertThat(tokenizer(next)).isEqualTo(TokenizerKind.UNICODE);
        assertThat(unicode.carriedOver(champion, next, LABELS, 1)).isEmpty();
    }

    private ModelArtifact basicChampion() {
        ReviewPipeline basic = reviews(Optional.of(TokenizerKind.BASIC));
        Architecture words = basic.architecture(texts("good film", "dull film"), Optional.empty());
        try (Learner<int[]> learner = basic.learner(words, LABELS, SETTINGS, Optional.empty())) {
            return artifact(words, learner.weights());
        }
    }

    private static TokenizerKind tokenizer(Architecture architecture) {
        return architecture
                .fold(convolutional -> Optional.<TokenizerKind>empty(), words -> Optional.of(words.tokenizer()))
                .orElseThrow();
    }

    private static ReviewPipeline reviews(Optional<TokenizerKind> tokenizer) {
        return new ReviewPipeline(
                DefaultTasks.REVIEW, SHAPE, tokenizer, new TextAugmentation(10, 0), TextLimits.standard(), 1);
    }

    private Architecture words(Stream<byte[]> contents) {
        return reviews.architecture(contents, Optional.empty());
    }

    private float[][] probabilities(Learner<int[]> learner, Architecture architecture, String text) {
        return learner.probabilities(
                List.of(reviews.features(architecture).apply(text.getBytes(StandardCharsets.UTF_8))));
    }

    private static Stream<byte[]> texts(String... texts) {
        return Arrays.stream(texts).map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    private static ModelArtifact artifact(Architecture architecture, Weights weights) {
        Provenance provenance =
                new Provenance(List.of(), Sha256.of(new byte[0]), 0, 1, Instant.EPOCH, Optional.empty(), Map.of());
        return ModelArtifact.of(new Manifest(architecture, LABELS, SETTINGS, Map.of(), provenance), weights);
    }
}
