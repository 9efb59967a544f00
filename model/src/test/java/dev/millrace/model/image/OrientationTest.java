package dev.millrace.model.image;

import static dev.millrace.model.image.Decodings.decode;
import static dev.millrace.model.image.Decodings.samples;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testing.fuzzing.Allocation;
import dev.millrace.testing.fuzzing.FuzzBudget;
import dev.millrace.testing.fuzzing.FuzzReport;
import dev.millrace.testing.fuzzing.Fuzzing;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Corners are named by the colours that the upright image shows: R, G, B and W, from the top left, row by row. */
class OrientationTest {

    @ParameterizedTest
    @CsvSource({"1,RGBW", "2,GRWB", "3,WBGR", "4,BWRG", "5,RBGW", "6,BRWG", "7,WGBR", "8,GWRB"})
    void turnsAnImageUpright(int orientation, String corners) throws IOException {
        for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
            byte[] exif = exif(orientation, order);

            assertThat(corners(withExif(jpeg(96, 64), exif))).isEqualTo(corners);
            assertThat(corners(withExif(jpeg(400, 600), exif))).isEqualTo(corners);
            assertThat(corners(withExifChunk(ImageFiles.encode(quarters(50, 40), "png"), exif)))
                    .isEqualTo(corners);
        }
    }

    @Test
    void leavesAnImageOfAnUnknownOrientation() throws IOException {
        for (int orientation : new int[] {0, 9, 65_535}) {
            assertThat(corners(withExif(jpeg(96, 64), exif(orientation, ByteOrder.BIG_ENDIAN))))
                    .isEqualTo("RGBW");
        }
    }

    @Test
    void readsDamagedHeadersAsUpright() {
        List<byte[]> corpus = List.of(
                withExif(new byte[] {-1, -40, -1, -39}, exif(6, ByteOrder.BIG_ENDIAN)),
                withExif(new byte[] {-1, -40, -1, -39}, exif(3, ByteOrder.LITTLE_ENDIAN)));

        FuzzReport report = Fuzzing.run(
                "EXIF headers",
                new FuzzBudget(50_000, Allocation.of(1, 1)),
                corpus,
                input -> Orientation.of(input, Encoding.JPEG).value() > 1);

        assertThat(report.understood()).isGreaterThan(corpus.size());
        assertThat(report.refused()).isPositive();
    }

    private static byte[] exif(int orientation, ByteOrder order) {
        return ByteBuffer.allocate(8 + 2 + 2 * 12 + 4)
                .order(order)
                .put((byte) (order == ByteOrder.BIG_ENDIAN ? 'M' : 'I'))
                .put((byte) (order == ByteOrder.BIG_ENDIAN ? 'M' : 'I'))
                .putShort((short) 42)
                .putInt(8)
                .putShort((short) 2)
                .putShort((short) 0x010f)
                .putShort((short) 2)
                .putInt(4)
                .putInt(0)
                .putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .array();
    }

    private static byte[] withExif(byte[] jpeg, byte[] exif) {
        return ByteBuffer.allocate(jpeg.length + 10 + exif.length)
                .put(jpeg, 0, 2)
                .putShort((short) 0xffe1)
                .putShort((short) (8 + exif.length))
                .put(new byte[] {'E', 'x', 'i', 'f', 0, 0})
                .put(exif)
                .put(jpeg, 2, jpeg.length - 2)
                .array();
    }

    /** The chunk goes before the last. Its check sum is not checked. */
    private static byte[] withExifChunk(byte[] png, byte[] exif) {
        int end = png.length - 12;
        return ByteBuffer.allocate(png.length + 12 + exif.length)
                .put(png, 0, end)
                .putInt(exif.length)
                .put(new byte[] {'e', 'X', 'I', 'f'})
                .put(exif)
                .putInt(0)
                .put(png, end, 12)
                .array();
    }

    private static byte[] jpeg(int width, int height) throws IOException {
        return ImageFiles.encode(quarters(width, height), "jpeg");
    }

    private static BufferedImage quarters(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        Color[] colours = {Color.RED, Color.GREEN, Color.BLUE, Color.WHITE};
        for (int i = 0; i < colours.length; i++) {
            graphics.setColor(colours[i]);
            graphics.fillRect(i % 2 * width / 2, i / 2 * height / 2, width / 2, height / 2);
        }
        graphics.dispose();
        return image;
    }

    private static String corners(byte[] file) {
        byte[] samples = samples(decode(file));
        int side = Decodings.SIDE;
        StringBuilder corners = new StringBuilder();
        for (int pixel : new int[] {0, side - 1, side * (side - 1), side * side - 1}) {
            boolean red = (samples[3 * pixel] & 0xff) > 128;
            boolean green = (samples[3 * pixel + 1] & 0xff) > 128;
            corners.append(red && green ? 'W' : red ? 'R' : green ? 'G' : 'B');
        }
        return corners.toString();
    }
}
