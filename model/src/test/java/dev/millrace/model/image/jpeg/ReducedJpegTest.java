package dev.millrace.model.image.jpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.testing.fuzzing.Allocation;
import dev.millrace.testing.fuzzing.FuzzBudget;
import dev.millrace.testing.fuzzing.FuzzReport;
import dev.millrace.testing.fuzzing.Fuzzing;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The platform's codec is the reference: a reduced pixel is the mean of its pixels. */
class ReducedJpegTest {

    private static final int WIDTH = 203;
    private static final int HEIGHT = 149;

    @ParameterizedTest
    @CsvSource({"1,false", "2,false", "4,false", "8,false", "1,true", "2,true", "4,true", "8,true"})
    void readsGreyWithinALevel(int denominator, boolean progressive) throws IOException {
        assertThat(greatestDifference(BufferedImage.TYPE_BYTE_GRAY, denominator, denominator, progressive))
                .isLessThanOrEqualTo(1.5);
    }

    @ParameterizedTest
    @CsvSource({"2,false", "4,false", "8,false", "2,true", "4,true", "8,true"})
    void readsColoursThatTheFileHasInHalfSize(int denominator, boolean progressive) throws IOException {
        int cell = denominator < 4 ? denominator : 2 * denominator;
        assertThat(greatestDifference(BufferedImage.TYPE_INT_RGB, denominator, cell, progressive))
                .isLessThanOrEqualTo(6);
    }

    @Test
    void leavesCutFilesToAnotherCodec() throws IOException {
        for (boolean progressive : new boolean[] {false, true}) {
            byte[] sound = file(BufferedImage.TYPE_INT_RGB, progressive);
            for (int length : new int[] {20, 300, sound.length / 2, sound.length - 20, sound.length - 1}) {
                assertThatThrownBy(() -> readAll(Arrays.copyOf(sound, length), 2))
                        .as("%s bytes of %s", length, sound.length)
                        .isInstanceOf(UnsupportedJpegException.class);
            }
        }
    }

    @Test
    void readsDamagedFilesOrLeavesThem() throws IOException {
        List<byte[]> corpus = List.of(
                file(BufferedImage.TYPE_INT_RGB, false),
                file(BufferedImage.TYPE_INT_RGB, true),
                file(BufferedImage.TYPE_BYTE_GRAY, true));

        FuzzReport report =
                Fuzzing.run("reduced JPEG files", new FuzzBudget(2_000, Allocation.of(16, 16_384)), corpus, input -> {
                    try {
                        readAll(input, 1 << (input.length & 3));
                        return true;
                    } catch (UnsupportedJpegException e) {
                        return false;
                    }
                });

        assertThat(report.understood()).isGreaterThan(corpus.size());
        assertThat(report.refused()).isPositive();
    }

    private static void readAll(byte[] file, int denominator) {
        ReducedJpeg jpeg = ReducedJpeg.open(file);
        if (Math.max(jpeg.width(), jpeg.height()) > 512) {
            throw new UnsupportedJpegException("larger than the decoder's limits");
        }
        ReducedRows rows = jpeg.rows(denominator);
        byte[] target = new byte[3 * rows.width()];
        for (int row = 0; row < rows.height(); row++) {
            rows.read(row, target);
        }
        rows.finish();
    }

    /** @param cell pixels a side whose mean is compared; a multiple of the denominator */
    private static double greatestDifference(int type, int denominator, int cell, boolean progressive)
            throws IOException {
        byte[] file = file(type, progressive);
        BufferedImage expected = ImageIO.read(new ByteArrayInputStream(file));
        BufferedImage actual = read(ReducedJpeg.open(file).rows(denominator));
        double greatest = 0;
        for (int row = 0; row < HEIGHT / cell; row++) {
            for (int at = 0; at < 3 * (WIDTH / cell); at++) {
                double difference = mean(expected, at / 3, row, cell, at % 3)
                        - mean(actual, at / 3, row, cell / denominator, at % 3);
                greatest = Math.max(greatest, Math.abs(difference));
            }
        }
        return greatest;
    }

    private static BufferedImage read(ReducedRows rows) {
        BufferedImage image = new BufferedImage(rows.width(), rows.height(), BufferedImage.TYPE_INT_RGB);
        byte[] samples = new byte[3 * rows.width()];
        int[] pixels = new int[samples.length];
        for (int row = 0; row < rows.height(); row++) {
            rows.read(row, samples);
            Arrays.setAll(pixels, at -> samples[at] & 0xff);
            image.getRaster().setPixels(0, row, rows.width(), 1, pixels);
        }
        rows.finish();
        return image;
    }

    private static double mean(BufferedImage image, int column, int row, int size, int channel) {
        double sum = 0;
        for (int y = row * size; y < (row + 1) * size; y++) {
            for (int x = column * size; x < (column + 1) * size; x++) {
                sum += image.getRaster().getNumBands() == 1
                        ? image.getRaster().getSample(x, y, 0)
                        : (image.getRGB(x, y) >> (16 - 8 * channel)) & 0xff;
            }
        }
        return sum / size / size;
    }

    private static byte[] file(int type, boolean progressive) throws IOException {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, type);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int red = (int) (128 + 100 * Math.sin(x / 17.0 + y / 31.0));
                int green = (int) (128 + 100 * Math.cos(x / 41.0 - y / 11.0));
                image.setRGB(x, y, (red << 16) | (green << 8) | ((x + y) / 2));
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        parameters.setProgressiveMode(progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
        try (ImageOutputStream output = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(output);
            writer.write(null, new IIOImage(image, null, null), parameters);
        }
        return bytes.toByteArray();
    }
}
