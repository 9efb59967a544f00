package dev.millrace.model.image;

import static dev.millrace.model.image.Decodings.decode;
import static dev.millrace.model.image.Decodings.detail;
import static dev.millrace.model.image.Decodings.reason;
import static dev.millrace.model.image.Decodings.samples;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.Rejection;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Variants that few programs write: each is decoded as what it shows, or refused with one reason. */
class UnusualImagesTest {

    @Test
    void readsTilesLikeStrips() {
        assertThat(samples(decode(TiffFile.tiled(48, 32).bytes())))
                .isEqualTo(samples(decode(TiffFile.rgb(48, 32).bytes())));
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 7, 2, 3, 4, 34_712})
    void refusesATiffThatEmbedsAJpegOrAFax(int compression) {
        byte[] file =
                TiffFile.rgb(48, 32).with(TiffFile.COMPRESSION, compression).bytes();

        assertThat(reason(decode(file))).contains(Rejection.UNDECODABLE_IMAGE);
        assertThat(detail(decode(file))).contains("tag 259 has an unsupported value of " + compression);
    }

    @Test
    void readsATiffWhoseDirectoriesAreACycle() {
        byte[] file = TiffFile.rgb(48, 32)
                .with(330, 8)
                .with(34_665, 8)
                .withNextDirectory(8)
                .bytes();

        assertThat(samples(decode(file)))
                .isEqualTo(samples(decode(TiffFile.rgb(48, 32).bytes())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"II+\0\b\0\0\0\20\0\0\0\0\0\0\0", "\0\0\1\0\1\0\20\20\0\0\1\0\40\0", "icns\0\0\1\0", "8BPS\0\1"})
    void refusesContainersOfOtherFormats(String start) {
        byte[] file = java.util.Arrays.copyOf(start.getBytes(StandardCharsets.ISO_8859_1), 300);

        assertThat(reason(decode(file))).contains(Rejection.UNKNOWN_IMAGE_ENCODING);
    }

    @Test
    void readsTheFirstFrameOfAnAnimatedWebp() {
        byte[] samples = samples(decode(WebpFiles.animated(WebpFiles.LOSSY, WebpFiles.LOSSLESS)));

        assertThat(samples[0] & 0xff).isGreaterThan(200);
        assertThat(samples[1] & 0xff).isLessThan(80);
    }

    @Test
    void readsTheStillImageOfAnAnimatedPng() throws IOException {
        byte[] still = ImageFiles.encode(ImageFiles.noise(40, 40), "png");
        List<byte[]> parts = new ArrayList<>(new PngLayout().parts(still));
        byte[] frame = ByteBuffer.allocate(26).putInt(0).putInt(40).putInt(40).array();
        parts.add(2, PngLayout.chunk("acTL", ByteBuffer.allocate(8).putInt(2).array()));
        parts.add(3, PngLayout.chunk("fcTL", frame));
        parts.add(parts.size() - 1, PngLayout.chunk("fdAT", PngLayout.deflated(new byte[40 * 121])));

        assertThat(samples(decode(Forgery.joined(parts)))).isEqualTo(samples(decode(still)));
    }

    @ParameterizedTest
    @CsvSource({"png,1,1", "png,40,40", "png,513,300", "gif,40,40"})
    void readsInterlacedRowsLikeOthers(String format, int width, int height) throws IOException {
        BufferedImage image = ImageFiles.noise(width, height);

        assertThat(samples(decode(interlaced(image, format, true))))
                .isEqualTo(samples(decode(interlaced(image, format, false))));
    }

    @ParameterizedTest
    @ValueSource(bytes = {0, 2})
    void readsFourInksAsColours(byte transform) throws IOException {
        byte[] file = ImageFiles.whiteCmykJpeg();
        // The marker's last byte says what the four components are: CMYK, or YCC and K.
        file[2 + 15] = transform;

        int green = samples(decode(file))[1] & 0xff;
        assertThat(reason(decode(file))).isEmpty();
        assertThat(green).isGreaterThan(transform == 0 ? 250 : 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp", "tiff", "gif"})
    void readsOneBitAPixel(String format) throws IOException {
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_BYTE_BINARY);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(32, 0, 32, 64);
        graphics.dispose();

        byte[] samples = samples(decode(ImageFiles.encode(image, format)));

        assertThat(samples[0]).isZero();
        assertThat(samples[3 * 31] & 0xff).isEqualTo(255);
    }

    @Test
    void readsSixteenBitsAChannel() {
        ByteBuffer pixels = ByteBuffer.allocate(6 * 40 * 40).order(ByteOrder.LITTLE_ENDIAN);
        while (pixels.hasRemaining()) {
            pixels.putShort((short) 0x4000).putShort((short) 0x8000).putShort((short) 0xffff);
        }

        byte[] samples = samples(
                decode(TiffFile.of(40, 40, 2, pixels.array(), 16, 16, 16).bytes()));

        assertThat(samples[0] & 0xff).isBetween(0x3f, 0x41);
        assertThat(samples[1] & 0xff).isBetween(0x7f, 0x81);
        assertThat(samples[2] & 0xff).isEqualTo(255);
    }

    @Test
    void endsAPaletteThatLacksColoursWithOneOutcome() throws IOException {
        BufferedImage image = new BufferedImage(40, 40, BufferedImage.TYPE_BYTE_INDEXED);
        for (int i = 0; i < 40 * 40; i++) {
            image.getRaster().setSample(i % 40, i / 40, 0, i % 256);
        }
        List<byte[]> png = new ArrayList<>(new PngLayout().parts(ImageFiles.encode(image, "png")));
        png.replaceAll(part -> isPalette(part) ? PngLayout.chunk("PLTE", new byte[] {1, 2, 3, 4, 5, 6}) : part);
        byte[] gif = ImageFiles.encode(image, "gif");
        gif[10] = (byte) (gif[10] & ~7);
        byte[] bmp = ImageFiles.encode(image, "bmp");
        ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).putInt(46, 2);

        for (byte[] file : List.of(Forgery.joined(png), gif, bmp)) {
            reason(decode(file)).ifPresent(reason -> assertThat(reason).isEqualTo(Rejection.UNDECODABLE_IMAGE));
        }
    }

    private static boolean isPalette(byte[] chunk) {
        return new String(chunk, StandardCharsets.ISO_8859_1).startsWith("PLTE", 4);
    }

    @Test
    void readsTheOrientationOfExifWhoseDirectoriesAreACycle() throws IOException {
        byte[] exif = TiffFile.rgb(1, 1)
                .with(274, 3)
                .with(34_665, 8)
                .withNextDirectory(8)
                .bytes();
        byte[] upright = ImageFiles.encode(ImageFiles.noise(40, 40), "png");
        List<byte[]> parts = new ArrayList<>(new PngLayout().parts(upright));
        parts.add(2, PngLayout.chunk("eXIf", exif));

        byte[] turned = samples(decode(Forgery.joined(parts)));

        byte[] samples = samples(decode(upright));
        assertThat(turned[0]).isEqualTo(samples[samples.length - 3]);
        assertThat(turned).isNotEqualTo(samples);
    }

    private static byte[] interlaced(BufferedImage image, String format, boolean isInterlaced) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        parameters.setProgressiveMode(isInterlaced ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
        try (ImageOutputStream output = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(output);
            writer.write(null, new IIOImage(image, null, null), parameters);
        }
        writer.dispose();
        return bytes.toByteArray();
    }
}
