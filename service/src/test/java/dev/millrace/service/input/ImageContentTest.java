package dev.millrace.service.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.Rejection;
import dev.millrace.model.image.Decoding;
import dev.millrace.model.image.EncodedImage;
import dev.millrace.model.image.ImageDecoder;
import dev.millrace.model.image.ImageLimits;
import dev.millrace.model.spec.ImageInput;
import dev.millrace.records.Image;
import dev.millrace.records.ImageEncoding;
import dev.millrace.records.LabelledImage;
import dev.millrace.records.Origin;
import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ImageContentTest {

    private static final ByteBuffer BYTES = ByteBuffer.wrap(new byte[20], 4, 12).slice();

    /** The claims of a record, and what they mean. */
    static Stream<Arguments> claims() {
        return Stream.of(
                Arguments.of(ImageEncoding.ENCODED, null, null, EncodedImage.encoded(BYTES)),
                Arguments.of(ImageEncoding.ENCODED, 2, 2, EncodedImage.encoded(BYTES)),
                Arguments.of(ImageEncoding.RAW_RGB, 1, 4, EncodedImage.raw(BYTES, 1, 4)));
    }

    @ParameterizedTest
    @MethodSource("claims")
    void readsTheClaimsOfEitherRecordAlike(
            ImageEncoding encoding, @Nullable Integer width, @Nullable Integer height, EncodedImage expected) {
        assertThat(ImageContent.of(image(encoding, width, height))).isEqualTo(expected);
        assertThat(ImageContent.of(labelled(encoding, width, height))).isEqualTo(expected);
    }

    /** Sizes that raw samples must not have, and how the decoder's message names them. */
    static Stream<Arguments> incompleteSizes() {
        return Stream.of(
                Arguments.of(null, null, "0 x 0"),
                Arguments.of(null, 4, "0 x 4"),
                Arguments.of(1, null, "1 x 0"),
                Arguments.of(-1, 4, "-1 x 4"));
    }

    @ParameterizedTest
    @MethodSource("incompleteSizes")
    void leavesAnIncompleteSizeToTheDecoder(@Nullable Integer width, @Nullable Integer height, String size) {
        EncodedImage image = ImageContent.of(image(ImageEncoding.RAW_RGB, width, height));

        Decoding.Undecodable rejected = ImageDecoder.decode(image, ImageLimits.standard(), ImageInput.ofSide(2))
                .fold(
                        decoded -> {
                            throw new AssertionError("decoded " + size);
                        },
                        undecodable -> undecodable);

        assertThat(rejected.reason()).isEqualTo(Rejection.RAW_IMAGE_SIZE_MISMATCH);
        assertThat(rejected.detail()).startsWith("raw RGB of " + size + " pixels requires ");
        assertThat(ImageContent.of(labelled(ImageEncoding.RAW_RGB, width, height)))
                .isEqualTo(image);
    }

    private static Image image(ImageEncoding encoding, @Nullable Integer width, @Nullable Integer height) {
        return new Image(BYTES, encoding, width, height, null);
    }

    private static LabelledImage labelled(ImageEncoding encoding, @Nullable Integer width, @Nullable Integer height) {
        return new LabelledImage(BYTES, encoding, width, height, "cat", null, new Origin("images", 0, 1L, 2L));
    }
}
