package dev.millrace.drills.poison;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Valid image files from the platform's own codecs, including unusual ones. */
final class ImageFiles {

    private static final int SIDE = 40;

    private ImageFiles() {}

    static byte[] png(int width, int height) {
        return noise(width, height, "png");
    }

    static byte[] noise(int width, int height, String format) {
        Random random = new Random(11);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < width * height; i++) {
            image.setRGB(i % width, i / width, random.nextInt(1 << 24));
        }
        return encode(image, format);
    }

    static byte[] greyJpeg() {
        return encode(new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY), "jpeg");
    }

    static byte[] transparentPng() {
        return encode(new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_ARGB), "png");
    }

    static byte[] png16Bit() {
        BufferedImage grey = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_USHORT_GRAY);
        for (int i = 0; i < SIDE * SIDE; i++) {
            grey.getRaster().setSample(i % SIDE, i / SIDE, 0, 16 * i);
        }
        return encode(grey, "png");
    }

    /** An image of two frames. */
    static byte[] animation() {
        return write("gif", writer -> {
            writer.prepareWriteSequence(null);
            for (int frame = 0; frame < 2; frame++) {
                BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
                image.setRGB(frame, frame, 0xffffff);
                writer.writeToSequence(new IIOImage(image, null, null), null);
            }
            writer.endWriteSequence();
        });
    }

    /** As image editors write it: inverted, as declared by an Adobe segment right after the first two bytes. */
    static byte[] cmykJpeg() {
        WritableRaster raster = Raster.createInterleavedRaster(0, SIDE, SIDE, 4, null);
        for (int i = 0; i < SIDE * SIDE; i++) {
            raster.setPixel(i % SIDE, i / SIDE, new int[] {255, i % 256, 255, 255});
        }
        byte[] jpeg = write("jpeg", writer -> writer.write(null, new IIOImage(raster, null, null), null));
        byte[] marker = {(byte) 0xff, (byte) 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0};
        return ByteBuffer.allocate(jpeg.length + marker.length)
                .put(jpeg, 0, 2)
                .put(marker)
                .put(jpeg, 2, jpeg.length - 2)
                .array();
    }

    /** A large progressive image, followed by {@code scans} more scans of ten bytes, each a pass over all pixels. */
    static byte[] jpegOfManyScans(int scans) {
        BufferedImage image = new BufferedImage(4_096, 4_096, BufferedImage.TYPE_INT_RGB);
        byte[] jpeg = write("jpeg", writer -> {
            ImageWriteParam progressive = writer.getDefaultWriteParam();
            progressive.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            writer.write(null, new IIOImage(image, null, null), progressive);
        });
        byte[] scan = {(byte) 0xff, (byte) 0xda, 0, 8, 1, 1, 0, 0, 0, 0};
        ByteBuffer longer =
                ByteBuffer.allocate(jpeg.length + scans * scan.length).put(jpeg, 0, jpeg.length - 2);
        for (int i = 0; i < scans; i++) {
            longer.put(scan);
        }
        return longer.put(jpeg, jpeg.length - 2, 2).array();
    }

    /**
     * Truncated before its pixels, so that every codec tries it, with tables of 21 bytes that a codec stores in 56 kB
     * each.
     */
    static byte[] jpegOfManyTables(int tables) {
        byte[] jpeg = noise(SIDE, SIDE, "jpeg");
        byte[] table = new byte[2 + 2 + 1 + 16];
        ByteBuffer.wrap(table).putShort((short) 0xffc4).putShort((short) (table.length - 2));
        int half = jpeg.length / 2;
        ByteBuffer longer = ByteBuffer.allocate(half + tables * table.length).put(jpeg, 0, 2);
        for (int i = 0; i < tables; i++) {
            longer.put(table);
        }
        return longer.put(jpeg, 2, half - 2).array();
    }

    private static byte[] encode(BufferedImage image, String format) {
        return write(format, writer -> writer.write(image));
    }

    @FunctionalInterface
    private interface Writing {
        void with(ImageWriter writer) throws IOException;
    }

    private static byte[] write(String format, Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        try (ImageOutputStream output = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(output);
            writing.with(writer);
        } catch (IOException e) {
            throw new UncheckedIOException("an image can't be written to memory", e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
