package dev.millrace.model.image;

import static dev.millrace.model.image.Decodings.decode;
import static dev.millrace.model.image.Decodings.detail;
import static dev.millrace.model.image.Decodings.reason;
import static dev.millrace.model.image.Decodings.samples;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.Rejection;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Grey, transparent and deep pixels in each encoding that has them, WebP, and encodings that are refused by name. */
class ColourModelsTest {

    @ParameterizedTest
    @CsvSource({"png,10", "png,11", "tiff,10", "tiff,11", "jpeg,10"})
    void readsGreyAsEqualShares(String format, int type) throws IOException {
        BufferedImage image = new BufferedImage(40, 40, type);
        int level = type == BufferedImage.TYPE_USHORT_GRAY ? 0x6464 : 0x64;
        for (int i = 0; i < 40 * 40; i++) {
            image.getRaster().setSample(i % 40, i / 40, 0, level);
        }

        for (byte sample : samples(decode(ImageFiles.encode(image, format)))) {
            assertThat(sample & 0xff).isBetween(98, 102);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "tiff"})
    void laysTransparentPixelsOnWhite(String format) throws IOException {
        BufferedImage image = new BufferedImage(40, 40, BufferedImage.TYPE_INT_ARGB);
        for (int i = 0; i < 40 * 40; i++) {
            image.setRGB(i % 40, i / 40, i % 40 < 20 ? 0x00ff0000 : 0x80000000);
        }

        byte[] samples = samples(decode(ImageFiles.encode(image, format)));

        assertThat(samples[0] & 0xff).isEqualTo(255);
        assertThat(samples[1] & 0xff).isEqualTo(255);
        assertThat(samples[3 * 31] & 0xff).isBetween(124, 130);
    }

    @Test
    void readsWebp() {
        assertThat(corners(WebpFiles.LOSSLESS)).isEqualTo("RGBW");
        assertThat(corners(WebpFiles.LOSSY)).isEqualTo("RGBW");
        assertThat(corners(WebpFiles.LOSSLESS_WITH_ALPHA)).isEqualTo("RGBW");
        assertThat(corners(WebpFiles.LOSSY_WITH_ALPHA)).isEqualTo("RGBW");
    }

    @Test
    void leavesOutAWebpsProfileAndMetadata() {
        byte[] file = WebpFiles.LOSSY_WITH_ALPHA;
        for (String name : new String[] {"ICCP", "XMP ", "EXIF"}) {
            assertThat(corners(WebpFiles.withChunk(file, name, new byte[33]))).isEqualTo("RGBW");
        }
    }

    @ParameterizedTest
    @CsvSource({"1000,1000", "4000,4000", "4096,4096"})
    void stopsReadingAWebpPastItsEnd(int width, int height) {
        assertThat(reason(decode(WebpFiles.bomb(width, height)))).contains(Rejection.UNDECODABLE_IMAGE);
    }

    @Test
    void refusesAWebpWhosePartsAreLargerThanItSays() {
        byte[] file = WebpFiles.LOSSY_WITH_ALPHA.clone();
        file[24] = 3;

        assertThat(detail(decode(file))).contains("required a part of at most 4 x 40 pixels, got 48 x 40");
    }

    @Test
    void refusesATiffThatClaimsWhatItLacks() throws IOException {
        byte[] file = ImageFiles.encode(ImageFiles.noise(20, 20), "tiff");
        assertThat(samples(decode(file))).isNotEmpty();
        for (int length : new int[] {8, 12, 200, file.length / 2}) {
            assertThat(reason(decode(Arrays.copyOf(file, length)))).contains(Rejection.UNDECODABLE_IMAGE);
        }
    }

    @ParameterizedTest
    @CsvSource({"avif,AVIF", "heic,HEIC", "mif1,HEIC"})
    void saysWhatToSendInsteadOfAnEncodingThatItKnows(String brand, String name) {
        byte[] file = ByteBuffer.allocate(64)
                .putInt(24)
                .put(("ftyp" + brand).getBytes(StandardCharsets.US_ASCII))
                .array();

        assertThat(reason(decode(file))).contains(Rejection.UNKNOWN_IMAGE_ENCODING);
        assertThat(detail(decode(file)))
                .isEqualTo(name + " is not supported: required PNG, JPEG, GIF, BMP, WebP or TIFF,"
                        + " convert it to JPEG before sending");
    }

    private static String corners(byte[] file) {
        byte[] samples = samples(decode(file));
        int last = Decodings.SIDE - 1;
        StringBuilder corners = new StringBuilder();
        for (int pixel : new int[] {0, last, Decodings.SIDE * last, Decodings.SIDE * last + last}) {
            boolean red = (samples[3 * pixel] & 0xff) > 128;
            boolean green = (samples[3 * pixel + 1] & 0xff) > 128;
            corners.append(red && green ? 'W' : red ? 'R' : green ? 'G' : 'B');
        }
        return corners.toString();
    }
}
