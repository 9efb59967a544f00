package dev.millrace.model.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Generated image files, including awkward ones. */
final class ImageFiles {

    private ImageFiles() {}

    static BufferedImage noise(int width, int height) {
        Random random = new Random(11);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < width * height; i++) {
            image.setRGB(i % width, i / width, random.nextInt(1 << 24));
        }
        return image;
    }

    static byte[] encode(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, format, bytes)).isTrue();
        return bytes.toByteArray();
    }

    static byte[] animation(Color... frames) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        try (ImageOutputStream output = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(output);
            writer.prepareWriteSequence(null);
            for (Color frame : frames) {
                BufferedImage image = new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB);
                Graphics2D graphics = image.createGraphics();
                graphics.setColor(frame);
                graphics.fillRect(0, 0, 40, 40);
                graphics.dispose();
                writer.writeToSequence(new IIOImage(image, null, null), null);
            }
            writer.endWriteSequence();
        }
        return bytes.toByteArray();
    }

    /** Four bands without a colour space: the writer leaves the transform to the reader, which assumes CMYK. */
    static byte[] whiteCmykJpeg() throws IOException {
        WritableRaster raster = Raster.createInterleavedRaster(0, 40, 40, 4, null);
        int[] inverted = {255, 255, 255, 255};
        for (int i = 0; i < 40 * 40; i++) {
            raster.setPixel(i % 40, i / 40, inverted);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (ImageOutputStream output = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(output);
            writer.write(null, new IIOImage(raster, null, null), null);
        }
        return withAdobeMarker(bytes.toByteArray());
    }

    /** CMYK as image editors write it: inverted, as declared by an APP14 segment right after the first two bytes. */
    private static byte[] withAdobeMarker(byte[] jpeg) {
        byte[] marker = {(byte) 0xff, (byte) 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0};
        return ByteBuffer.allocate(jpeg.length + marker.length)
                .put(jpeg, 0, 2)
                .put(marker)
                .put(jpeg, 2, jpeg.length - 2)
                .array();
    }

    static byte[] progressiveJpeg(int width, int height) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        try (ImageOutputStream output = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(output);
            writer.write(null, new IIOImage(noise(width, height), null, null), parameters);
        }
        return bytes.toByteArray();
    }

    /** Adds scans of ten bytes, each a pass over all pixels, before the last two bytes. */
    static byte[] withMoreScans(byte[] jpeg, int scans) {
        byte[] scan = {(byte) 0xff, (byte) 0xda, 0, 8, 1, 1, 0, 0, 0, 0};
        ByteBuffer longer =
                ByteBuffer.allocate(jpeg.length + scans * scan.length).put(jpeg, 0, jpeg.length - 2);
        for (int i = 0; i < scans; i++) {
            longer.put(scan);
        }
        return longer.put(jpeg, jpeg.length - 2, 2).array();
    }

    /** Adds segments of an empty Huffman table right after the first two bytes. */
    static byte[] withMoreTables(byte[] jpeg, int tables) {
        byte[] table = new byte[2 + 2 + 1 + 16];
        ByteBuffer.wrap(table).putShort((short) 0xffc4).putShort((short) (table.length - 2));
        ByteBuffer longer =
                ByteBuffer.allocate(jpeg.length + tables * table.length).put(jpeg, 0, 2);
        for (int i = 0; i < tables; i++) {
            longer.put(table);
        }
        return longer.put(jpeg, 2, jpeg.length - 2).array();
    }

    static byte[] pngOfZeros(int width, int height) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        DataOutputStream png = new DataOutputStream(bytes);
        byte[] header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put(new byte[] {8, 2, 0, 0, 0})
                .array();
        writePart(png, "IHDR", header);
        ByteArrayOutputStream pixels = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(pixels, new Deflater(9))) {
            for (int row = 0; row < height; row++) {
                deflater.write(new byte[1 + 3 * width]);
            }
        }
        writePart(png, "IDAT", pixels.toByteArray());
        writePart(png, "IEND", new byte[0]);
        return bytes.toByteArray();
    }

    private static void writePart(DataOutputStream png, String type, byte[] content) throws IOException {
        CRC32 checksum = new CRC32();
        checksum.update(type.getBytes(StandardCharsets.US_ASCII));
        checksum.update(content);
        png.writeInt(content.length);
        png.writeBytes(type);
        png.write(content);
        png.writeInt((int) checksum.getValue());
    }
}
