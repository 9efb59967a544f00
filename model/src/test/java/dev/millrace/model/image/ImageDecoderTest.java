package dev.millrace.model.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.Rejection;
import dev.millrace.model.spec.ImageInput;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageDecoderTest {

    private static final ImageLimits LIMITS = new ImageLimits(100_000, 2_000);
    private static final int SIDE = 32;

    @ParameterizedTest
    @CsvSource({"png,1,1", "png,32,32", "png,90,31", "gif,64,64", "bmp,33,7", "jpeg,40,60", "png,1500,2"})
    void decodesAnySizeToTheSquare(String format, int width, int height) throws IOException {
        byte[] content = encode(filled(width, height, BufferedImage.TYPE_INT_RGB, new Color(200, 100, 0)), format);

        byte[] samples = decoded(content).samples();

        assertThat(samples).hasSize(SIDE * SIDE * 3);
        assertThat(samples[0] & 0xff).isBetween(190, 210);
        assertThat(samples[1] & 0xff).isBetween(90, 110);
        assertThat(samples[2] & 0xff).isBetween(0, 12);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                BufferedImage.TYPE_BYTE_GRAY,
                BufferedImage.TYPE_USHORT_GRAY,
                BufferedImage.TYPE_BYTE_INDEXED,
                BufferedImage.TYPE_4BYTE_ABGR
            })
    void decodesEveryColourModel(int type) throws IOException {
        byte[] content = encode(filled(SIDE, SIDE, type, Color.WHITE), "png");

        assertThat(decoded(content).samples()).containsOnly(0xff);
    }

    @Test
    void showsTransparentPixelsWhite() throws IOException {
        byte[] content = encode(new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_ARGB), "png");

        assertThat(decoded(content).samples()).containsOnly(0xff);
    }

    @Test
    void keepsAnImageOfTheRightSizeByteForByte() {
        byte[] samples = new byte[SIDE * SIDE * 3];
        new Random(1).nextBytes(samples);

        Decoding decoding = ImageDecoder.decode(
                EncodedImage.raw(ByteBuffer.wrap(samples), SIDE, SIDE), LIMITS, ImageInput.ofSide(SIDE));

        assertThat(image(decoding).samples()).isEqualTo(samples);
    }

    @Test
    void averagesWhatANewPixelCovers() {
        byte[] samples = new byte[2 * 16 * 16 * 2 * 3];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) (i / 3 % 2 == 0 ? 0 : 200);
        }

        Decoding decoding =
                ImageDecoder.decode(EncodedImage.raw(ByteBuffer.wrap(samples), 32, 32), LIMITS, ImageInput.ofSide(16));

        assertThat(image(decoding).samples()).containsOnly(100);
    }

    @Test
    void refusesAPngThatClaimsToBeEnormousBeforeItReadsAPixel() throws IOException {
        byte[] content = encode(filled(4, 4, BufferedImage.TYPE_INT_RGB, Color.RED), "png");
        ByteBuffer.wrap(content).putInt(16, 20_000).putInt(20, 20_000);

        assertThat(reason(content)).isEqualTo(Rejection.IMAGE_DIMENSIONS_TOO_LARGE);
    }

    @Test
    void refusesWhatIsNoImage() {
        assertThat(reason("just a text".getBytes(StandardCharsets.UTF_8))).isEqualTo(Rejection.UNKNOWN_IMAGE_ENCODING);
        assertThat(reason(new byte[0])).isEqualTo(Rejection.EMPTY_IMAGE);
        assertThat(reason(new byte[100_001])).isEqualTo(Rejection.IMAGE_TOO_LARGE);
    }

    @Test
    void refusesACutPng() throws IOException {
        byte[] content = encode(filled(64, 64, BufferedImage.TYPE_INT_RGB, Color.RED), "png");

        assertThat(reason(Arrays.copyOf(content, 40))).isEqualTo(Rejection.UNDECODABLE_IMAGE);
    }

    @Test
    void refusesRawSamplesOfAnotherSizeThanClaimed() {
        EncodedImage image = EncodedImage.raw(ByteBuffer.wrap(new byte[12]), 3, 3);

        assertThat(reason(ImageDecoder.decode(image, LIMITS, ImageInput.ofSide(SIDE))))
                .isEqualTo(Rejection.RAW_IMAGE_SIZE_MISMATCH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "gif", "bmp", "jpeg"})
    void neverThrowsWhateverTheBytes(String format) throws IOException {
        byte[] content = encode(filled(20, 20, BufferedImage.TYPE_INT_RGB, Color.GREEN), format);
        Random random = new Random(3);
        for (int trial = 0; trial < 300; trial++) {
            byte[] mutated = content.clone();
            for (int i = 0; i < 4; i++) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
            }

            assertThat(ImageDecoder.decode(
                            EncodedImage.encoded(ByteBuffer.wrap(mutated)), LIMITS, ImageInput.ofSide(SIDE)))
                    .isNotNull();
        }
    }

    private static RgbImage decoded(byte[] content) {
        return image(
                ImageDecoder.decode(EncodedImage.encoded(ByteBuffer.wrap(content)), LIMITS, ImageInput.ofSide(SIDE)));
    }

    private static RgbImage image(Decoding decoding) {
        return decoding.fold(Decoding.Decoded::image, undecodable -> {
            throw new AssertionError(undecodable);
        });
    }

    private static Rejection reason(byte[] content) {
        return reason(
                ImageDecoder.decode(EncodedImage.encoded(ByteBuffer.wrap(content)), LIMITS, ImageInput.ofSide(SIDE)));
    }

    private static Rejection reason(Decoding decoding) {
        return decoding.fold(
                decoded -> {
                    throw new AssertionError("decoded");
                },
                Decoding.Undecodable::reason);
    }

    private static BufferedImage filled(int width, int height, int type, Color color) {
        BufferedImage image = new BufferedImage(width, height, type);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(color);
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        return image;
    }

    private static byte[] encode(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (!ImageIO.write(image, format, bytes)) {
            throw new IllegalStateException("no writer for " + format);
        }
        return bytes.toByteArray();
    }
}
