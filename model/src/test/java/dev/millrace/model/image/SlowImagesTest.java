package dev.millrace.model.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.model.Classifier;
import dev.millrace.model.LoadedModel;
import dev.millrace.model.Outcome;
import dev.millrace.model.Rejection;
import dev.millrace.model.fitting.Learner;
import dev.millrace.model.spec.ImageInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Images that take longer than they may. A nanosecond is over at the first look, so no outcome depends on the machine. */
final class SlowImagesTest {

    private static final ImageLimits NO_TIME = new ImageLimits(32 << 20, 4_096, Duration.ofNanos(1));
    private static final ImageLimits AMPLE_TIME = new ImageLimits(32 << 20, 4_096, Duration.ofMinutes(5));
    private static final ImageInput INPUT = ImageInput.ofSide(32);

    @ParameterizedTest(name = "{0}")
    @MethodSource("largeImages")
    void givesALargeImageUpOnceItsTimeIsOver(String name, byte[] file) {
        assertThat(reason(ImageDecoder.decode(image(file), NO_TIME, INPUT))).isEqualTo("DECODING_TIMEOUT");
        assertThat(reason(ImageDecoder.decode(image(file), AMPLE_TIME, INPUT))).isEqualTo("decoded");
    }

    static Stream<Arguments> largeImages() throws IOException {
        Stream.Builder<Arguments> images = Stream.builder();
        for (String format : new String[] {"png", "jpeg", "gif", "bmp", "tiff"}) {
            images.add(Arguments.of(format, ImageFiles.encode(ImageFiles.noise(600, 600), format)));
        }
        images.add(Arguments.of("progressive jpeg", ImageFiles.progressiveJpeg(600, 600)));
        return images.build();
    }

    @Test
    void saysHowLongAnImageMayTake() throws IOException {
        byte[] file = ImageFiles.encode(ImageFiles.noise(600, 600), "png");

        String detail = ImageDecoder.decode(image(file), new ImageLimits(32 << 20, 4_096, Duration.ofMillis(1)), INPUT)
                .fold(decoded -> "decoded", Decoding.Undecodable::detail);

        assertThat(detail).isEqualTo("required at most 1 ms of processor time for decoding, got more");
    }

    @Test
    void decodesASlowImageOnce() throws IOException {
        SlowImages slow = new SlowImages(NO_TIME);
        EncodedImage costly = image(ImageFiles.encode(ImageFiles.noise(600, 600), "png"));
        EncodedImage other = image(ImageFiles.encode(ImageFiles.noise(601, 600), "png"));

        assertThat(reason(slow.decode(costly, decoder(costly, NO_TIME)))).isEqualTo("DECODING_TIMEOUT");

        assertThat(reason(slow.decode(costly, decoder(costly, AMPLE_TIME)))).isEqualTo("DECODING_TIMEOUT");
        assertThat(reason(slow.decode(other, decoder(other, AMPLE_TIME)))).isEqualTo("decoded");
        assertThat(reason(slow.decode(other, SlowImagesTest::unexpected))).isEqualTo("decoded");
    }

    @Test
    void doesNotRememberWhatIsFast() throws IOException {
        SlowImages slow = new SlowImages(AMPLE_TIME);
        EncodedImage image = image(ImageFiles.encode(ImageFiles.noise(60, 60), "png"));

        assertThat(reason(slow.decode(image, decoder(image, AMPLE_TIME)))).isEqualTo("decoded");

        assertThatThrownBy(() -> slow.decode(image, SlowImagesTest::unexpected)).hasMessage("decoded again");
    }

    private static Decoding unexpected() {
        throw new IllegalStateException("decoded again");
    }

    @Test
    void answersTheFirstInputsOfABatchThatTakesTooLong() throws IOException {
        EncodedImage costly = image(ImageFiles.encode(ImageFiles.noise(600, 600), "png"));
        try (Learner<RgbImage> learner = new TintedImages().learned(1);
                LoadedModel<EncodedImage> model = ImageModels.load(TintedImages.artifact(learner.weights()), NO_TIME);
                Classifier<EncodedImage> classifier = model.newClassifier()) {

            List<Outcome> outcomes = classifier.classifyFirst(List.of(costly, costly, costly));

            assertThat(outcomes).hasSize(1);
            assertThat(outcomes.get(0).<Rejection>fold(classified -> null, Outcome.Rejected::reason))
                    .isEqualTo(Rejection.DECODING_TIMEOUT);
            assertThat(classifier.classify(List.of(costly, costly, costly))).hasSize(3);
        }
    }

    private static EncodedImage image(byte[] file) {
        return EncodedImage.encoded(ByteBuffer.wrap(file));
    }

    private static Supplier<Decoding> decoder(EncodedImage image, ImageLimits limits) {
        return () -> ImageDecoder.decode(image, limits, INPUT);
    }

    private static String reason(Decoding decoding) {
        return decoding.fold(
                decoded -> "decoded", undecodable -> undecodable.reason().name());
    }
}
