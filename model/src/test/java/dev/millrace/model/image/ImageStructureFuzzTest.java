package dev.millrace.model.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.spec.ImageInput;
import dev.millrace.testing.fuzzing.Allocation;
import dev.millrace.testing.fuzzing.FuzzBudget;
import dev.millrace.testing.fuzzing.FuzzInputs;
import dev.millrace.testing.fuzzing.FuzzReport;
import dev.millrace.testing.fuzzing.Fuzzing;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Files whose parts are sound but in no sound order, number or relation: each is an image or one reason, within the heap that
 * {@link ImageDecoder} states and the time that its limits allow.
 */
class ImageStructureFuzzTest {

    private static final int SIDE = 32;
    private static final Duration TIME = Duration.ofMillis(250);
    private static final ImageLimits LIMITS = new ImageLimits(1 << 17, 512, TIME);

    /** What a codec may take between two looks at the time: no more than half of the largest image. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(150);

    private static final long BYTES_FOR_PIXELS = 16L * 512 * 512;
    private static final Allocation ALLOWED = Allocation.of(2, 128).plus(file -> BYTES_FOR_PIXELS);

    /** Two codecs may try a JPEG, one after the other. */
    private static final Allocation ALLOWED_WITH_TABLES =
            ALLOWED.plus(file -> BYTES_FOR_PIXELS).plus(HeaderClaims::bytesForTables);

    @Test
    void answersForgedPngs() throws IOException {
        List<byte[]> valid = encoded("png");
        valid.add(ImageFiles.pngOfZeros(500, 500));

        fuzz("forged PNG", new PngLayout(), valid, ALLOWED);
    }

    @Test
    void answersForgedGifs() throws IOException {
        List<byte[]> valid = encoded("gif");
        valid.add(ImageFiles.animation(Color.RED, Color.BLUE));

        fuzz("forged GIF", new GifLayout(), valid, ALLOWED);
    }

    @Test
    void answersForgedBmps() throws IOException {
        List<byte[]> valid = new ArrayList<>();
        for (int type :
                new int[] {BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_BYTE_INDEXED, BufferedImage.TYPE_BYTE_BINARY
                }) {
            valid.add(ImageFiles.encode(new BufferedImage(24, 16, type), "bmp"));
        }
        List<byte[]> embedded = List.of(
                ImageFiles.pngOfZeros(500, 500),
                ImageFiles.encode(ImageFiles.noise(24, 16), "jpeg"),
                ImageFiles.withMoreScans(ImageFiles.progressiveJpeg(200, 200), 3_000));

        fuzz("forged BMP", new BmpLayout(embedded), valid, ALLOWED);
    }

    @Test
    void answersForgedWebps() {
        List<byte[]> valid = List.of(
                WebpFiles.LOSSLESS,
                WebpFiles.LOSSLESS_WITH_ALPHA,
                WebpFiles.LOSSY,
                WebpFiles.LOSSY_WITH_ALPHA,
                WebpFiles.animated(WebpFiles.LOSSY, WebpFiles.LOSSLESS));

        fuzz("forged WebP", new WebpLayout(), valid, ALLOWED);
    }

    @Test
    void answersForgedTiffs() {
        byte[] grey = new byte[40 * 30];
        List<byte[]> valid = List.of(
                TiffFile.rgb(40, 30).bytes(),
                TiffFile.tiled(48, 32).bytes(),
                TiffFile.of(40, 30, 1, grey, 8).bytes(),
                TiffFile.of(320, 30, 0, grey, 1).bytes(),
                TiffFile.of(40, 30, 3, grey, 8).with(320, new int[768]).bytes(),
                TiffFile.of(40, 30, 1, PngLayout.deflated(grey), 8)
                        .with(TiffFile.COMPRESSION, 8)
                        .bytes());

        fuzz("forged TIFF", new TiffLayout(), valid, ALLOWED);
    }

    @Test
    void answersForgedJpegs() throws IOException {
        List<byte[]> valid = List.of(
                ImageFiles.encode(ImageFiles.noise(24, 16), "jpeg"),
                ImageFiles.encode(new BufferedImage(400, 400, BufferedImage.TYPE_3BYTE_BGR), "jpeg"),
                ImageFiles.encode(new BufferedImage(400, 300, BufferedImage.TYPE_BYTE_GRAY), "jpeg"),
                ImageFiles.progressiveJpeg(24, 16),
                ImageFiles.progressiveJpeg(200, 200),
                ImageFiles.whiteCmykJpeg());

        fuzz("forged JPEG", new JpegLayout(), valid, ALLOWED_WITH_TABLES);
    }

    private static List<byte[]> encoded(String format) throws IOException {
        List<byte[]> files = new ArrayList<>();
        for (int type : new int[] {
            BufferedImage.TYPE_INT_RGB,
            BufferedImage.TYPE_BYTE_GRAY,
            BufferedImage.TYPE_BYTE_INDEXED,
            BufferedImage.TYPE_BYTE_BINARY
        }) {
            files.add(ImageFiles.encode(new BufferedImage(40, 30, type), format));
        }
        files.add(ImageFiles.encode(ImageFiles.noise(24, 16), format));
        return files;
    }

    private static void fuzz(String name, FileLayout layout, List<byte[]> valid, Allocation allowed) {
        FuzzBudget budget = new FuzzBudget(2_000, allowed, TIME.plus(BETWEEN_LOOKS));

        FuzzReport report =
                Fuzzing.run(name, budget, new FuzzInputs(valid, Forgery.of(layout)), ImageStructureFuzzTest::isDecoded);

        assertThat(report.understood()).isGreaterThan(report.inputs() / 50);
        assertThat(report.refused()).isGreaterThan(report.inputs() / 50);
    }

    private static boolean isDecoded(byte[] file) {
        return ImageDecoder.decode(EncodedImage.encoded(ByteBuffer.wrap(file)), LIMITS, ImageInput.ofSide(SIDE))
                .fold(
                        decoded -> {
                            assertThat(decoded.image().samples()).hasSize(3 * SIDE * SIDE);
                            return true;
                        },
                        undecodable -> {
                            assertThat(undecodable.detail())
                                    .isNotBlank()
                                    .hasSizeLessThan(200)
                                    .doesNotContain("OutOfMemory", "StackOverflow");
                            return false;
                        });
    }
}
