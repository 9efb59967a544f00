package dev.millrace.model.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.spec.ImageInput;
import dev.millrace.testing.fuzzing.Allocation;
import dev.millrace.testing.fuzzing.FuzzBudget;
import dev.millrace.testing.fuzzing.FuzzReport;
import dev.millrace.testing.fuzzing.Fuzzing;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every input gives an image or a reason. Its cost is bounded by the limits, not by its claims. */
class ImageFuzzTest {

    /** Small, so that many inputs take little time. */
    static final ImageLimits LIMITS = new ImageLimits(1 << 17, 512);

    private static final int SIDE = 32;

    /** What {@link ImageDecoder} promises. */
    private static final Allocation ALLOWED =
            Allocation.of(2, 128).plus(HeaderClaims::bytesForPixels).plus(HeaderClaims::bytesForTables);

    @Test
    void answersDamagedFiles() throws IOException {
        List<byte[]> corpus = new ArrayList<>();
        for (String format : new String[] {"png", "jpeg", "gif", "bmp"}) {
            corpus.add(ImageFiles.encode(ImageFiles.noise(24, 16), format));
        }
        for (int type : new int[] {
            BufferedImage.TYPE_INT_ARGB,
            BufferedImage.TYPE_BYTE_INDEXED,
            BufferedImage.TYPE_BYTE_BINARY,
            BufferedImage.TYPE_USHORT_GRAY
        }) {
            corpus.add(ImageFiles.encode(new BufferedImage(24, 16, type), "png"));
        }
        corpus.add(ImageFiles.encode(new BufferedImage(24, 16, BufferedImage.TYPE_BYTE_INDEXED), "bmp"));
        corpus.add(ImageFiles.animation(Color.RED, Color.BLUE));
        corpus.add(ImageFiles.progressiveJpeg(24, 16));
        corpus.add(ImageFiles.whiteCmykJpeg());
        corpus.add(ImageFiles.pngOfZeros(500, 500));

        FuzzReport report =
                Fuzzing.run("image files", new FuzzBudget(4_000, ALLOWED), corpus, ImageFuzzTest::isDecoded);

        assertThat(report.understood()).isGreaterThan(corpus.size());
        assertThat(report.refused()).isPositive();
    }

    @Test
    void answersDamagedWebpAndTiff() throws IOException {
        List<byte[]> corpus = new ArrayList<>(List.of(
                WebpFiles.LOSSLESS, WebpFiles.LOSSLESS_WITH_ALPHA, WebpFiles.LOSSY, WebpFiles.LOSSY_WITH_ALPHA));
        for (int type : new int[] {
            BufferedImage.TYPE_INT_RGB,
            BufferedImage.TYPE_INT_ARGB,
            BufferedImage.TYPE_BYTE_GRAY,
            BufferedImage.TYPE_USHORT_GRAY,
            BufferedImage.TYPE_BYTE_BINARY
        }) {
            corpus.add(ImageFiles.encode(new BufferedImage(24, 16, type), "tiff"));
        }

        FuzzReport report =
                Fuzzing.run("WebP and TIFF files", new FuzzBudget(4_000, ALLOWED), corpus, ImageFuzzTest::isDecoded);

        assertThat(report.understood()).isGreaterThan(corpus.size());
        assertThat(report.refused()).isPositive();
    }

    @Test
    void takesHeapByThePixelsThatAFileClaims() throws IOException {
        List<byte[]> corpus = new ArrayList<>();
        for (int type :
                new int[] {BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_4BYTE_ABGR, BufferedImage.TYPE_BYTE_GRAY}) {
            for (String format : new String[] {"png", "gif"}) {
                corpus.add(ImageFiles.encode(new BufferedImage(500, 500, type), format));
            }
        }
        corpus.add(ImageFiles.encode(new BufferedImage(500, 500, BufferedImage.TYPE_3BYTE_BGR), "jpeg"));
        corpus.add(ImageFiles.encode(new BufferedImage(500, 500, BufferedImage.TYPE_BYTE_BINARY), "bmp"));
        corpus.add(ImageFiles.progressiveJpeg(200, 200));

        FuzzReport report =
                Fuzzing.run("large image files", new FuzzBudget(200, ALLOWED), corpus, ImageFuzzTest::isDecoded);

        assertThat(report.understood()).isGreaterThan(corpus.size());
        assertThat(report.refused()).isPositive();
    }

    @Test
    void answersRawSamplesOfAnyClaim() {
        List<byte[]> corpus = List.of(raw(8, 8), raw(1, 1), raw(500, 1), raw(32, 32));

        FuzzReport report = Fuzzing.run("raw images", new FuzzBudget(50_000, Allocation.of(2, 128)), corpus, input -> {
            ByteBuffer claim = ByteBuffer.wrap(java.util.Arrays.copyOf(input, Math.max(8, input.length)));
            return isDecoded(EncodedImage.raw(claim.slice(8, claim.capacity() - 8), claim.getInt(0), claim.getInt(4)));
        });

        assertThat(report.understood()).isGreaterThan(corpus.size());
        assertThat(report.refused()).isPositive();
    }

    private static byte[] raw(int width, int height) {
        return ByteBuffer.allocate(8 + 3 * width * height)
                .putInt(width)
                .putInt(height)
                .array();
    }

    private static boolean isDecoded(byte[] file) {
        return isDecoded(EncodedImage.encoded(ByteBuffer.wrap(file)));
    }

    private static boolean isDecoded(EncodedImage image) {
        return ImageDecoder.decode(image, LIMITS, ImageInput.ofSide(SIDE))
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
