package dev.millrace.model.image;

import static dev.millrace.model.image.Decodings.LIMITS;
import static dev.millrace.model.image.Decodings.SIDE;
import static dev.millrace.model.image.Decodings.decode;
import static dev.millrace.model.image.Decodings.reason;
import static dev.millrace.model.image.Decodings.samples;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.Rejection;
import dev.millrace.model.spec.ImageInput;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a producer may send by mistake or malice: each ends as an image or with a reason, never otherwise. */
class HostileImagesTest {

    @ParameterizedTest
    @CsvSource({"png,0.3", "png,0.5", "png,0.9", "jpeg,0.5", "jpeg,0.9", "gif,0.5", "gif,0.9", "bmp,0.5", "bmp,0.9"})
    void refusesAnImageThatIsCut(String format, double share) throws IOException {
        byte[] content = ImageFiles.encode(ImageFiles.noise(64, 64), format);

        Decoding decoding = decode(Arrays.copyOf(content, (int) (content.length * share)));

        assertThat(reason(decoding)).contains(Rejection.UNDECODABLE_IMAGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "gif", "bmp"})
    void refusesMagicBytesWithNothingOrNonsenseBehind(String format) throws IOException {
        byte[] magic = Arrays.copyOf(ImageFiles.encode(ImageFiles.noise(8, 8), format), 8);
        byte[] nonsense = Arrays.copyOf(magic, 500);
        Arrays.fill(nonsense, 8, 500, (byte) 0x41);

        assertThat(reason(decode(magic))).isPresent();
        assertThat(reason(decode(nonsense))).isPresent();
    }

    @Test
    void decodesADecompressionBombWithinAFewMegabytes() throws IOException {
        byte[] bomb = ImageFiles.pngOfZeros(4_096, 4_096);
        assertThat(bomb).hasSizeLessThan(100_000);

        assertThat(samples(decode(bomb))).containsOnly(0);
    }

    @Test
    void refusesAPngWhosePixelsAreMissing() throws IOException {
        byte[] content = ImageFiles.pngOfZeros(4_096, 1);
        ByteBuffer.wrap(content).putInt(20, 4_000);

        assertThat(reason(decode(content))).contains(Rejection.UNDECODABLE_IMAGE);
    }

    @Test
    void takesTheFirstFrameOfAnAnimatedGif() throws IOException {
        byte[] content = ImageFiles.animation(Color.RED, Color.BLUE);

        byte[] samples = samples(decode(content));

        assertThat(samples[0] & 0xff).isGreaterThan(200);
        assertThat(samples[2] & 0xff).isLessThan(50);
    }

    @ParameterizedTest
    @CsvSource({"30,4", "30,5", "30,6", "30,11", "14,0", "14,64", "14,-1", "14,2147483647", "46,2147483647", "10,-1"})
    void refusesABmpWhoseHeaderIsForged(int position, int value) throws IOException {
        byte[] content = ImageFiles.encode(ImageFiles.noise(8, 8), "bmp");
        ByteBuffer header =
                ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).putInt(34, Integer.MAX_VALUE);
        assertThat(samples(decode(content))).isNotEmpty();

        header.putInt(position, value);

        assertThat(reason(decode(content))).contains(Rejection.UNDECODABLE_IMAGE);
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1,4096", "4096,1"})
    void decodesTheThinnestImages(int width, int height) throws IOException {
        byte[] content = ImageFiles.encode(ImageFiles.noise(width, height), "png");

        assertThat(samples(decode(content))).hasSize(SIDE * SIDE * 3);
    }

    @Test
    void keepsTheGreyOfA16BitPng() throws IOException {
        BufferedImage grey = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_USHORT_GRAY);
        for (int i = 0; i < SIDE * SIDE; i++) {
            grey.getRaster().setSample(i % SIDE, i / SIDE, 0, 0x4000);
        }

        assertThat(samples(decode(ImageFiles.encode(grey, "png")))).containsOnly(0x40);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "-1,-1", "2147483647,2147483647", "65536,65536", "-32,-32", "5000,1"})
    void refusesRawImagesOfImpossibleSize(int width, int height) {
        Decoding decoding = ImageDecoder.decode(
                EncodedImage.raw(ByteBuffer.allocate(15_000), width, height), LIMITS, ImageInput.ofSide(SIDE));

        assertThat(reason(decoding))
                .isPresent()
                .get()
                .isIn(Rejection.RAW_IMAGE_SIZE_MISMATCH, Rejection.IMAGE_DIMENSIONS_TOO_LARGE);
    }

    @Test
    void refusesAWebpWithoutAFrame() {
        for (String text : new String[] {"RIFF0000WEBP", "RIFF0000WEBPVP8 ", "RIFF0000WEBPVP8L\5\0\0\0////"}) {
            assertThat(reason(decode(text.getBytes(StandardCharsets.ISO_8859_1))))
                    .contains(Rejection.UNDECODABLE_IMAGE);
        }
    }

    @Test
    void refusesTextAndOtherFormats() {
        for (String text : new String[] {"<svg/>", "%PDF-1.7", "RIFF0000AVI ", "P6 1 1 255 ", "B", "\u0000"}) {
            assertThat(reason(decode(text.getBytes(StandardCharsets.UTF_8))))
                    .contains(Rejection.UNKNOWN_IMAGE_ENCODING);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void answersMutatedImagesWithAnOutcome(long seed) throws IOException {
        Random random = new Random(seed);
        String format = new String[] {"png", "jpeg", "gif", "bmp"}[(int) (seed % 4)];
        byte[] content = ImageFiles.encode(ImageFiles.noise(24, 24), format);
        for (int trial = 0; trial < 500; trial++) {
            byte[] mutated = Arrays.copyOf(content, content.length - random.nextInt(20));
            for (int i = 0; i <= random.nextInt(8); i++) {
                mutated[random.nextInt(Math.min(mutated.length, 1 << (4 + random.nextInt(8))))] ^=
                        (byte) (1 << random.nextInt(8));
            }

            assertThat(decode(mutated)).isNotNull();
        }
    }
}
