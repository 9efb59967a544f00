package dev.millrace.model.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.millrace.model.Rejection;
import dev.millrace.model.image.jpeg.ReducedJpeg;
import dev.millrace.model.image.jpeg.ReducedRows;
import dev.millrace.model.image.jpeg.UnsupportedJpegException;
import dev.millrace.model.spec.ImageInput;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Files of sound segments in no sound order: an image or one reason, at a bounded cost, and never another exception. */
class JpegStructureFuzzTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final ImageLimits LIMITS = new ImageLimits(1 << 20, 512);
    private static final int INPUTS = 3_000;

    private static final List<Rejection> REASONS = List.of(
            Rejection.UNDECODABLE_IMAGE, Rejection.UNKNOWN_IMAGE_ENCODING, Rejection.IMAGE_DIMENSIONS_TOO_LARGE);

    private static final long MOST_HEAP = 32 << 20;

    /** Beyond what codecs, pixels and tables take. */
    private static final long OVERHEAD = 1 << 20;

    private final Random random = new Random(Long.getLong("millrace.fuzz.seed", 1));

    @Test
    void decodesOrRefusesWithABoundedCost() throws IOException {
        List<byte[]> corpus = corpus();
        int decoded = 0;
        for (int i = 0; i < INPUTS; i++) {
            byte[] file = mutated(corpus);
            long ofCodecs = heap(() -> ImageDecoder.decodeAllPixels(image(file), LIMITS, ImageInput.ofSide(32)));
            Decoding decoding = decode(file);
            long heap = heap(() -> decode(file));

            assertThat(Decodings.reason(decoding).stream()).as(() -> name(file)).isSubsetOf(REASONS);
            assertThat(heap).as(() -> name(file)).isLessThan(Math.min(MOST_HEAP, ofCodecs + allowed(file)));
            decoded += Decodings.reason(decoding).isEmpty() ? 1 : 0;
        }
        assertThat(decoded).isBetween(INPUTS / 50, INPUTS - INPUTS / 50);
    }

    @Test
    void leavesEveryDamagedFileByTheOneException() throws IOException {
        List<byte[]> corpus = corpus();
        int read = 0;
        for (int i = 0; i < INPUTS; i++) {
            byte[] file = mutated(corpus);
            try {
                readAll(file, 1 << random.nextInt(4));
                read++;
            } catch (UnsupportedJpegException e) {
                assertThat(e).message().isNotBlank();
            } catch (RuntimeException e) {
                throw new AssertionError(name(file), e);
            }
        }
        assertThat(read).isBetween(INPUTS / 50, INPUTS - INPUTS / 50);
    }

    private static List<byte[]> corpus() throws IOException {
        return List.of(
                JpegFile.of(140, 150).colours(),
                new JpegFile(160, 130, 1, 1, 3, false).colours(),
                new JpegFile(300, 280, 4, 1, 0, false).colours(),
                new JpegFile(140, 130, 2, 2, 0, true).colours(),
                new JpegFile(270, 260, 2, 1, 4, true).colours(),
                new JpegFile(150, 150, 1, 1, 0, true).grey());
    }

    private byte[] mutated(List<byte[]> corpus) {
        return JpegSegments.mutated(
                corpus.get(random.nextInt(corpus.size())), corpus.get(random.nextInt(corpus.size())), random);
    }

    private static Decoding decode(byte[] file) {
        return ImageDecoder.decode(image(file), LIMITS, ImageInput.ofSide(32));
    }

    private static EncodedImage image(byte[] file) {
        return EncodedImage.encoded(ByteBuffer.wrap(file));
    }

    private static long heap(Runnable decoding) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        decoding.run();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private static long allowed(byte[] file) {
        return OVERHEAD + HeaderClaims.bytesForPixels(file) / 4 + HeaderClaims.bytesForTables(file);
    }

    private static void readAll(byte[] file, int denominator) {
        ReducedJpeg jpeg = ReducedJpeg.open(file);
        if (LIMITS.problem(jpeg.width(), jpeg.height()).isPresent()) {
            return;
        }
        ReducedRows rows = jpeg.rows(denominator);
        byte[] target = new byte[3 * rows.width()];
        for (int row = 0; row < rows.height(); row++) {
            rows.read(row, target);
        }
        rows.finish();
    }

    private static String name(byte[] file) {
        return "file of base64 " + Base64.getEncoder().encodeToString(file);
    }
}
