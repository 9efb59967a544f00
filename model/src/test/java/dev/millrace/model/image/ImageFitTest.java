package dev.millrace.model.image;

import static dev.millrace.model.image.Decodings.LIMITS;
import static dev.millrace.model.image.Decodings.samples;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.model.spec.ImageFit;
import dev.millrace.model.spec.ImageInput;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An image of thirds, red, green and blue from left to right, as the middle row of a small input shows them. */
class ImageFitTest {

    private static final int SIDE = 12;

    @ParameterizedTest
    @CsvSource({
        "STRETCH,RRRRGGGGBBBB",
        "CROP,GGGGGGGGGGGG",
        "LETTERBOX,RRRRGGGGBBBB",
    })
    void placesAWideImage(ImageFit fit, String middle) throws IOException {
        for (String format : new String[] {"png", "jpeg"}) {
            for (int size : new int[] {30, 210}) {
                byte[] file = ImageFiles.encode(thirds(3 * size, size), format);

                assertThat(row(file, fit, SIDE / 2))
                        .as("%s of %s", format, size)
                        .isEqualTo(middle);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"STRETCH,R", "CROP,G", "LETTERBOX,_"})
    void leavesBlackBarsAboveALetterOnly(ImageFit fit, String corner) throws IOException {
        byte[] file = ImageFiles.encode(thirds(270, 90), "png");

        assertThat(row(file, fit, 0)).startsWith(corner);
        assertThat(row(file, fit, SIDE - 1)).startsWith(corner);
    }

    @Test
    void placesAHighImage() throws IOException {
        byte[] file = ImageFiles.encode(thirds(90, 300), "png");

        assertThat(row(file, ImageFit.LETTERBOX, SIDE / 2)).isEqualTo("____RGGB____");
        assertThat(row(file, ImageFit.CROP, SIDE / 2)).isEqualTo("RRRRGGGGBBBB");
    }

    @Test
    void keepsAnImageOfTheInputsSizeBitByBit() {
        byte[] pixels = new byte[3 * SIDE * SIDE];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i * 7);
        }

        for (ImageFit fit : ImageFit.values()) {
            EncodedImage image = EncodedImage.raw(ByteBuffer.wrap(pixels), SIDE, SIDE);
            assertThat(samples(ImageDecoder.decode(image, LIMITS, new ImageInput(SIDE, fit))))
                    .isEqualTo(pixels);
        }
    }

    @ParameterizedTest
    @CsvSource({"4096,1", "1,4096", "1,1", "4095,2"})
    void placesImagesOfAnyShape(int width, int height) {
        for (ImageFit fit : ImageFit.values()) {
            EncodedImage image = EncodedImage.raw(ByteBuffer.allocate(3 * width * height), width, height);

            assertThat(samples(ImageDecoder.decode(image, LIMITS, new ImageInput(SIDE, fit))))
                    .containsOnly(0);
        }
    }

    @Test
    void namesThePoliciesInsteadOfAnUnknownOne() {
        assertThat(ImageFit.of("letterbox")).isEqualTo(ImageFit.LETTERBOX);
        assertThatThrownBy(() -> ImageFit.of("squeeze"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("required one of stretch, letterbox, crop, got 'squeeze'");
    }

    private static BufferedImage thirds(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        Color[] colours = {Color.RED, Color.GREEN, Color.BLUE};
        for (int i = 0; i < colours.length; i++) {
            graphics.setColor(colours[i]);
            graphics.fillRect(i * width / 3, 0, width / 3, height);
        }
        graphics.dispose();
        return image;
    }

    private static String row(byte[] file, ImageFit fit, int row) {
        byte[] samples = samples(
                ImageDecoder.decode(EncodedImage.encoded(ByteBuffer.wrap(file)), LIMITS, new ImageInput(SIDE, fit)));
        StringBuilder colours = new StringBuilder();
        for (int at = 3 * SIDE * row; at < 3 * SIDE * (row + 1); at += 3) {
            int red = samples[at] & 0xff;
            int green = samples[at + 1] & 0xff;
            int blue = samples[at + 2] & 0xff;
            int most = Math.max(red, Math.max(green, blue));
            colours.append(most < 40 ? '_' : red == most ? 'R' : green == most ? 'G' : 'B');
        }
        return colours.toString();
    }
}
