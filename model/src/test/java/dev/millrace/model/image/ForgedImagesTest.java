package dev.millrace.model.image;

import static dev.millrace.model.image.Decodings.decode;
import static dev.millrace.model.image.Decodings.detail;
import static dev.millrace.model.image.Decodings.reason;
import static dev.millrace.model.image.Decodings.samples;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.Rejection;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the generators of forged files found: small files that cost a codec many times what they show. */
class ForgedImagesTest {

    @Test
    void refusesAWebpThatRepeatsItsImage() {
        for (byte[] file : List.of(WebpFiles.LOSSY_WITH_ALPHA, WebpFiles.LOSSLESS)) {
            List<byte[]> parts = new WebpLayout().parts(file);
            byte[] image = parts.get(parts.size() - 1);
            byte[] repeated = file;
            for (int i = 0; i < 100; i++) {
                repeated = WebpFiles.withChunk(
                        repeated, new String(image, 0, 4, StandardCharsets.US_ASCII), content(image));
            }

            assertThat(reason(decode(repeated))).contains(Rejection.UNDECODABLE_IMAGE);
            assertThat(detail(decode(repeated))).contains("required one chunk with an image");
        }
    }

    @Test
    void refusesAFrameWhoseChunkBeginsInItAndEndsBehindIt() {
        byte[] file = WebpFiles.animated(WebpFiles.LOSSY);
        int frame = new String(file, StandardCharsets.ISO_8859_1).indexOf("ANMF");
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(frame + 4, 22);

        assertThat(reason(decode(file))).contains(Rejection.UNDECODABLE_IMAGE);
        assertThat(detail(decode(file))).contains("required a chunk with an image");
    }

    @Test
    void refusesFramesWithinFrames() {
        byte[] file = new byte[800_000];
        ByteBuffer nested = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        nested.put(WebpFiles.animated(), 0, 12 + 18);
        while (nested.remaining() >= 24) {
            nested.put("ANMF".getBytes(StandardCharsets.US_ASCII))
                    .putInt(nested.remaining() - 4)
                    .position(nested.position() + 16);
        }

        assertThat(reason(decode(file))).contains(Rejection.UNDECODABLE_IMAGE);
        assertThat(detail(decode(file))).contains("a frame within a frame");
    }

    @Test
    void refusesATiffThatRepeatsATag() {
        byte[] file = TiffFile.rgb(40, 30).bytes();
        file[8 + 2 + 12] = 0;

        assertThat(detail(decode(file))).contains("required tag 256 once, got it again");
    }

    /** Each block of a comment used to cost a copy of those before it: 90 GB for this file. */
    @Test
    void passesAGifsCommentOfBlocksOfOneByte() throws IOException {
        byte[] gif = ImageFiles.encode(ImageFiles.noise(40, 40), "gif");
        List<byte[]> parts = new ArrayList<>(new GifLayout().parts(gif));
        byte[] comment = new byte[2 + 800_000 + 1];
        Arrays.fill(comment, (byte) 1);
        comment[0] = 0x21;
        comment[1] = (byte) 0xfe;
        comment[comment.length - 1] = 0;
        parts.add(1, comment);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();

        long started = threads.getCurrentThreadCpuTime();
        byte[] samples = samples(decode(Forgery.joined(parts)));

        assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - started))
                .isLessThan(Duration.ofSeconds(1));
        assertThat(samples).isEqualTo(samples(decode(gif)));
    }

    private static byte[] content(byte[] chunk) {
        return Arrays.copyOfRange(chunk, 8, chunk.length);
    }
}
