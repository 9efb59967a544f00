package dev.millrace.model.artifact;

import static dev.millrace.model.artifact.ManifestTexts.IMAGE;
import static dev.millrace.model.artifact.ManifestTexts.REVIEW;
import static dev.millrace.model.artifact.ManifestTexts.SHAPE;
import static dev.millrace.model.artifact.ManifestTexts.WORDS;
import static dev.millrace.model.artifact.ManifestTexts.imageManifest;
import static dev.millrace.model.artifact.ManifestTexts.parse;
import static dev.millrace.model.artifact.ManifestTexts.reviewManifest;
import static dev.millrace.model.artifact.ManifestTexts.tensor;
import static dev.millrace.model.artifact.ManifestTexts.tensors;
import static dev.millrace.model.artifact.ManifestTexts.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.model.spec.Architecture;
import dev.millrace.model.spec.ImageFit;
import dev.millrace.model.spec.TokenizerKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The format of version 0.1.0, byte for byte. Published models have it: these texts never change. */
final class ManifestJsonTest {

    @Test
    void writesAnImageModelsManifest() {
        assertThat(text(ManifestJson.write(imageManifest(), tensors(tensor("scalar", 1)))))
                .isEqualTo(IMAGE);
    }

    @Test
    void writesAReviewModelsManifest() {
        assertThat(text(ManifestJson.write(reviewManifest(), tensors(tensor("first", 2, 3), tensor("second", 1)))))
                .isEqualTo(REVIEW);
    }

    @Test
    void saysHowImagesBecomeSquareUnlessTheyAreStretched() {
        Manifest letterboxed = imageManifest(ImageFit.LETTERBOX);
        String json = text(ManifestJson.write(letterboxed, tensors(tensor("scalar", 1))));

        assertThat(json)
                .isEqualTo(IMAGE.replace("dense\"", "dense-with-fit\"")
                        .replace("\"denseUnits\":4", "\"denseUnits\":4,\"fit\":\"letterbox\""));
        assertThat(parse(json).manifest()).isEqualTo(letterboxed);
        assertThatThrownBy(() -> parse(json.replace("letterbox", "squeeze")))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining("required one of stretch, letterbox, crop, got 'squeeze'");
    }

    @Test
    void readsWhatItWrites() {
        assertThat(parse(IMAGE).manifest()).isEqualTo(imageManifest());
        assertThat(parse(REVIEW).manifest()).isEqualTo(reviewManifest());
        assertThat(parse(REVIEW).tensors())
                .containsExactly(
                        new ManifestJson.Shape("first", List.of(2, 3)), new ManifestJson.Shape("second", List.of(1)));
    }

    /** Version 0.1.0 ignores fields that it does not know, and refuses architectures that it does not know. */
    @Test
    void hasANameOfItsOwnWithATokenizer() {
        String json = REVIEW.replace("pooling\"", "pooling-with-tokenizer\"")
                .replace("\"lstmUnits\":2,", "\"lstmUnits\":2,\"tokenizer\":\"unicode\",");
        Manifest manifest = parse(json).manifest();

        assertThat(manifest.architecture()).isEqualTo(new Architecture.Recurrent(SHAPE, WORDS, TokenizerKind.UNICODE));
        assertThat(text(ManifestJson.write(manifest, tensors(tensor("first", 2, 3), tensor("second", 1)))))
                .isEqualTo(json);
        assertThat(parse(json.replace("unicode", "basic")).manifest()).isEqualTo(reviewManifest());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "unicode | other | required tokenizer basic or unicode, got 'other'",
                "\"tokenizer\":\"unicode\", | | 'manifest.architecture.tokenizer' must be a text, got MISSING",
                "with-tokenizer | with-more | unknown architecture 'bilstm-average-pooling-with-more'"
            })
    void refusesATokenizerThatItDoesNotKnow(String text, String by, String message) {
        String json = REVIEW.replace("pooling\"", "pooling-with-tokenizer\"")
                .replace("\"lstmUnits\":2,", "\"lstmUnits\":2,\"tokenizer\":\"unicode\",");

        assertThatThrownBy(() -> parse(json.replace(text, by == null ? "" : by)))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"epochs\":5, | | 'manifest.fit.epochs' must be a 32 bit integer, got MISSING",
                "\"epochs\":5 | \"epochs\":\"5\" | 'manifest.fit.epochs' must be a 32 bit integer, got STRING",
                "\"epochs\":5 | \"epochs\":5.0 | 'manifest.fit.epochs' must be a 32 bit integer, got NUMBER",
                "\"epochs\":5 | \"epochs\":2147483648 | 'manifest.fit.epochs' must be a 32 bit integer, got NUMBER",
                "\"epochs\":5 | \"epochs\":null | 'manifest.fit.epochs' must be a 32 bit integer, got NULL",
                "\"epochs\":5 | \"epochs\":true | 'manifest.fit.epochs' must be a 32 bit integer, got BOOLEAN",
                "\"epochs\":5 | \"epochs\":[5] | 'manifest.fit.epochs' must be a 32 bit integer, got ARRAY",
                "\"to\":7 | \"to\":9223372036854775808 | to' must be a 64 bit integer, got NUMBER",
                "\"to\":7 | \"to\":1e3 | to' must be a 64 bit integer, got NUMBER",
                "\"dropout\":0.5 | \"dropout\":\"0.5\" | 'manifest.fit.dropout' must be a number, got STRING",
                "\"optimizer\":\"ADAM\", | | 'manifest.fit.optimizer' must be",
                "\"optimizer\":\"ADAM\" | \"optimizer\":0 | 'manifest.fit.optimizer' must be",
                "\"optimizer\":\"ADAM\" | \"optimizer\":\"adam\" | adam",
                "\"topic\":\"labelled\" | \"topic\":5 | topic' must be a text, got NUMBER",
                "\"topic\":\"labelled\" | \"topic\":null | topic' must be a text, got NULL",
                "\"topic\":\"labelled\" | \"topic\":true | topic' must be a text, got BOOLEAN",
                "\"parent\":\"000001-00000000\" | \"parent\":7 | 'manifest.provenance.parent' must be a text, got NUMBER",
                "\"parent\":\"000001-00000000\" | \"parent\":null | 'manifest.provenance.parent' must be a text, got NULL",
                "\"trainedAt\":\"2026-01-02T03:04:05Z\" | \"trainedAt\":0 | trainedAt' must be a text, got NUMBER",
                "\"trainedAt\":\"2026-01-02T03:04:05Z\" | \"trainedAt\":\"now\" | not valid: ",
                "\"trainingData\":\"4b | \"trainingData\":\"4B | not valid: a SHA-256 digest must have 64 lowercase",
                "\"labels\":[\"neg\",\"pos\"], | | 'manifest.labels' must be an array, got MISSING",
                "\"labels\":[\"neg\",\"pos\"] | \"labels\":\"neg\" | 'manifest.labels' must be an array, got STRING",
                "\"labels\":[\"neg\",\"pos\"] | \"labels\":\"\" | 'manifest.labels' must be an array, got STRING",
                "\"loss\":1.25E10 | \"loss\":null | 'manifest.metrics.loss' must be a number, got NULL",
                "\"loss\":1.25E10 | \"loss\":\"1\" | 'manifest.metrics.loss' must be a number, got STRING",
                "\"loss\":1.25E10 | \"loss\":1e999 | metric 'loss' must be finite, got Infinity",
                "\"java\":\"17\" | \"java\":17 | 'manifest.provenance.environment.java' must be a text, got NUMBER",
                "\"maxTokens\":8, | | 'manifest.architecture.maxTokens' must be a 32 bit integer, got MISSING",
                "\"maxTokens\":8 | \"maxTokens\":0 | not valid: max tokens must be 1 to 10000, got 0",
                "\"name\":\"bilstm-average-pooling\", | | 'manifest.architecture.name' must be a text, got MISSING",
                "\"name\":\"bilstm-average-pooling\" | \"name\":1 | 'manifest.architecture.name' must be a text, got NUMBER"
            })
    void namesTheFieldWhatItMustBeAndWhatCame(String text, String by, String message) {
        String forged = REVIEW.replace(text, by == null ? "" : by);

        assertThat(forged).isNotEqualTo(REVIEW);
        assertThatThrownBy(() -> parse(forged))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "\"text\"", "7"})
    void refusesWhatIsNoObject(String json) {
        assertThatThrownBy(() -> parse(json))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining("'manifest' must be an object");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"neg\",7]", "[\"neg\",null]", "[\"neg\",[\"pos\"]]"})
    void namesTheArrayWithAnElementOfAnotherKind(String labels) {
        assertThatThrownBy(() -> parse(REVIEW.replace("[\"neg\",\"pos\"]", labels)))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining("manifest.labels")
                .hasMessageContaining("text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[2,3.5]", "[2,null]", "[2,\"3\"]", "[2,4294967298]"})
    void refusesAShapeOfOtherThanIntegers(String shape) {
        assertThatThrownBy(() -> parse(REVIEW.replace("[2,3]", shape)))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining("manifest.tensors")
                .hasMessageContaining("32 bit integer");
    }

    @Test
    void takesAWholeNumberForANumber() {
        assertThat(parse(REVIEW.replace("\"dropout\":0.5", "\"dropout\":0"))
                        .manifest()
                        .fitSettings()
                        .dropout())
                .isZero();
    }
}
