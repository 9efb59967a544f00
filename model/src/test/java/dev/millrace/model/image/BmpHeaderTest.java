package dev.millrace.model.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.Rejection;
import dev.millrace.model.spec.ImageInput;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a BMP file's header may claim before a codec reads it: 8 x 8 pixels, with one of the claims forged. */
class BmpHeaderTest {

    private static final int HUGE = Integer.MAX_VALUE;
    private static final int PIXELS_AT = 10;
    private static final int SIZE_AT = 14;
    private static final int COMPRESSION_AT = 30;
    private static final int IMAGE_SIZE_AT = 34;
    private static final int COLOURS_AT = 46;

    @ParameterizedTest
    @ValueSource(ints = {12, 40, 52, 56, 108, 124})
    void readsEveryHeader(int size) {
        assertThat(refusal(bmp(size, 24))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 11, 16, 39, 41, 64, 125, -1, HUGE})
    void refusesOtherHeaders(int size) {
        assertThat(refusal(with(SIZE_AT, size, bmp(40, 24))))
                .hasValueSatisfying(detail ->
                        assertThat(detail).contains("required a header of").contains(Integer.toUnsignedString(size)));
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5, 6, 11, 12, 13, -1})
    void refusesCompressionsThatAreNotBmps(int compression) {
        byte[] file = with(COMPRESSION_AT, compression, with(IMAGE_SIZE_AT, HUGE, bmp(40, 24)));

        assertThat(refusal(file))
                .hasValueSatisfying(detail -> assertThat(detail)
                        .contains("required a compression of 0 to 3, got " + Integer.toUnsignedString(compression)));
    }

    @Test
    void refusesAnEmbeddedJpegOf64Bytes() {
        byte[] file = with(COMPRESSION_AT, 4, with(IMAGE_SIZE_AT, HUGE, java.util.Arrays.copyOf(bmp(40, 24), 64)));

        assertThat(refusal(file))
                .hasValueSatisfying(detail -> assertThat(detail).contains("compression"));
    }

    @ParameterizedTest
    @CsvSource({"1,8", "2,4"})
    void refusesRunLengthsBeyondTheFile(int compression, int bits) {
        byte[] file = with(COMPRESSION_AT, compression, bmp(40, bits));

        assertThat(refusal(with(IMAGE_SIZE_AT, 100, file))).isEmpty();
        for (int size : new int[] {file.length, HUGE, -1}) {
            assertThat(refusal(with(IMAGE_SIZE_AT, size, file)))
                    .hasValueSatisfying(detail -> assertThat(detail).contains("run lengths"));
        }
    }

    @Test
    void ignoresASizeThatUncompressedPixelsDoNotNeed() {
        assertThat(refusal(with(IMAGE_SIZE_AT, HUGE, bmp(40, 24)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {100_000, 1 << 30, HUGE, -1})
    void refusesMoreColoursThanTheFileHolds(int colours) {
        assertThat(refusal(with(COLOURS_AT, 256, bmp(40, 8)))).isEmpty();
        assertThat(refusal(with(COLOURS_AT, colours, bmp(40, 8))))
                .hasValueSatisfying(detail -> assertThat(detail).contains("colours"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 53, 100_000, HUGE, -1})
    void refusesPixelsOutsideOfTheFile(int at) {
        assertThat(refusal(with(PIXELS_AT, at, bmp(40, 24))))
                .hasValueSatisfying(detail -> assertThat(detail).contains("required pixels from byte 54"));
    }

    @Test
    void refusesAProfileBeyondTheFile() {
        byte[] file = with(70, 0x4d424544, with(126, 400, bmp(124, 24)));

        assertThat(refusal(with(130, 100, file))).isEmpty();
        assertThat(refusal(with(130, HUGE, file)))
                .hasValueSatisfying(detail -> assertThat(detail).contains("colour profile"));
    }

    private static byte[] bmp(int headerSize, int bits) {
        int pixels = 14 + headerSize + (bits <= 8 ? 4 << bits : 0);
        ByteBuffer file = ByteBuffer.allocate(2_000).order(ByteOrder.LITTLE_ENDIAN);
        file.put((byte) 'B')
                .put((byte) 'M')
                .putInt(2_000)
                .putInt(0)
                .putInt(pixels)
                .putInt(headerSize);
        if (headerSize == 12) {
            return file.putShort((short) 8)
                    .putShort((short) 8)
                    .putShort((short) 1)
                    .putShort((short) bits)
                    .array();
        }
        return file.putInt(8)
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) bits)
                .array();
    }

    private static byte[] with(int at, int value, byte[] file) {
        byte[] forged = file.clone();
        ByteBuffer.wrap(forged).order(ByteOrder.LITTLE_ENDIAN).putInt(at, value);
        return forged;
    }

    private static Optional<String> refusal(byte[] file) {
        return ImageDecoder.decode(
                        EncodedImage.encoded(ByteBuffer.wrap(file)), ImageLimits.standard(), ImageInput.ofSide(8))
                .fold(decoded -> Optional.empty(), undecodable -> {
                    assertThat(undecodable.reason()).isEqualTo(Rejection.UNDECODABLE_IMAGE);
                    return Optional.of(undecodable.detail());
                });
    }
}
