package dev.millrace.model.image;

import static dev.millrace.model.image.Decodings.decode;
import static dev.millrace.model.image.Decodings.detail;
import static dev.millrace.model.image.Decodings.reason;
import static dev.millrace.model.image.Decodings.samples;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.millrace.model.Rejection;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** JPEG files with too many scans, tables or warnings, and sound files that resemble them. */
class HostileJpegTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void decodesACmykJpeg() throws IOException {
        byte[] samples = samples(decode(ImageFiles.whiteCmykJpeg()));

        assertThat(samples[0] & 0xff).isGreaterThan(240);
        assertThat(samples[1] & 0xff).isGreaterThan(240);
        assertThat(samples[2] & 0xff).isGreaterThan(240);
    }

    @Test
    void refusesAJpegOfScansWithoutEnd() throws IOException {
        byte[] sound = ImageFiles.progressiveJpeg(32, 32);

        assertThat(samples(decode(ImageFiles.withMoreScans(sound, 0)))).isNotEmpty();
        for (int scans : new int[] {40, 80_000}) {
            assertThat(detail(decode(ImageFiles.withMoreScans(sound, scans)))).contains("more than 32 scans");
        }
    }

    /** The platform's codec can't be interrupted between scans, so what they cost is known before it reads the file. */
    @Test
    void refusesMoreWorkThanSixteenScansOfTheLargestImage() throws IOException {
        byte[] sound = ImageFiles.progressiveJpeg(32, 32);
        byte[] longer = ImageFiles.withMoreScans(sound, 8);

        assertThat(detail(decode(claiming(4_096, 4_096, sound)))).doesNotContain("pixels in all scans");
        assertThat(detail(decode(claiming(4_096, 4_096, longer))))
                .contains("required at most 268435456 pixels in all scans, got 4096 x 4096 in 18");
        assertThat(reason(decode(claiming(5_000, 4_096, longer)))).hasValue(Rejection.IMAGE_DIMENSIONS_TOO_LARGE);
    }

    @Test
    void refusesCoefficientsThatExceedTheirMemory() throws IOException {
        byte[] claim = claiming(6_000, 6_000, ImageFiles.progressiveJpeg(32, 32));

        Decoding decoding = ImageDecoder.decode(
                EncodedImage.encoded(ByteBuffer.wrap(claim)), new ImageLimits(1 << 20, 16_384), Decodings.INPUT);

        assertThat(detail(decoding)).contains("required at most");
    }

    @Test
    void refusesASecondFrameHeader() throws IOException {
        byte[] sound = ImageFiles.encode(ImageFiles.noise(24, 16), "jpeg");
        int frame = frame(sound);
        byte[] twice = ByteBuffer.allocate(sound.length + 19)
                .put(sound, 0, frame)
                .put(sound, frame, 19)
                .put(sound, frame, sound.length - frame)
                .array();

        assertThat(detail(decode(twice))).contains("more than one frame header");
    }

    private static byte[] claiming(int width, int height, byte[] jpeg) {
        byte[] claim = jpeg.clone();
        ByteBuffer.wrap(claim).putShort(frame(jpeg) + 5, (short) height).putShort(frame(jpeg) + 7, (short) width);
        return claim;
    }

    private static int frame(byte[] jpeg) {
        String text = new String(jpeg, StandardCharsets.ISO_8859_1);
        return Math.max(text.indexOf("\u00ff\u00c0"), text.indexOf("\u00ff\u00c2"));
    }

    @Test
    void refusesAJpegOfTablesWithoutEnd() throws IOException {
        byte[] sound = ImageFiles.encode(ImageFiles.noise(24, 16), "jpeg");

        assertThat(samples(decode(ImageFiles.withMoreTables(sound, 100)))).isNotEmpty();
        for (int tables : new int[] {130, 40_000}) {
            assertThat(detail(decode(ImageFiles.withMoreTables(sound, tables))))
                    .contains("more than 128 segments of tables");
        }
    }

    @Test
    void stopsACodecThatRepeatsItsWarning() throws IOException {
        byte[] sound = ImageFiles.encode(ImageFiles.noise(24, 16), "jpeg");
        int scan = new String(sound, StandardCharsets.ISO_8859_1).indexOf("\u00ff\u00da");
        byte[] segmentPastTheEnd = {(byte) 0xff, (byte) 0xe2, (byte) 0xff, (byte) 0xf0};
        byte[] content = ByteBuffer.allocate(scan + segmentPastTheEnd.length)
                .put(sound, 0, scan)
                .put(segmentPastTheEnd)
                .array();

        assertThat(reason(decode(content))).contains(Rejection.UNDECODABLE_IMAGE);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        decode(content);
        assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(3 << 20);
    }

    @Test
    void countsNoScansOfThumbnails() throws IOException {
        byte[] jpeg = ImageFiles.withMoreScans(ImageFiles.progressiveJpeg(32, 32), 0);
        byte[] thumbnail = new byte[2 + 2 + 400];
        thumbnail[0] = (byte) 0xff;
        thumbnail[1] = (byte) 0xe1;
        ByteBuffer.wrap(thumbnail).putShort(2, (short) (thumbnail.length - 2));
        for (int at = 4; at < thumbnail.length; at += 2) {
            thumbnail[at] = (byte) 0xff;
            thumbnail[at + 1] = (byte) 0xda;
        }
        byte[] content = ByteBuffer.allocate(jpeg.length + thumbnail.length)
                .put(jpeg, 0, 2)
                .put(thumbnail)
                .put(jpeg, 2, jpeg.length - 2)
                .array();

        assertThat(samples(decode(content))).isNotEmpty();
    }

    @Test
    void countsScansThatHideInSegmentsWithoutALength() throws IOException {
        byte[] jpeg = ImageFiles.withMoreScans(ImageFiles.progressiveJpeg(32, 32), 40);
        byte[] cover = {(byte) 0xff, 0x02, (byte) 0xff, (byte) 0xf0};
        byte[] content = ByteBuffer.allocate(jpeg.length + cover.length)
                .put(jpeg, 0, 2)
                .put(cover)
                .put(jpeg, 2, jpeg.length - 2)
                .array();

        assertThat(detail(decode(content))).contains("more than 32 scans");
    }

    @Test
    void countsScansThatHideBehindALengthInsideATable() throws IOException {
        byte[] jpeg = ImageFiles.withMoreScans(ImageFiles.progressiveJpeg(32, 32), 40);
        byte[] cover = new byte[2 + 2 + 1 + 64];
        ByteBuffer.wrap(cover)
                .putShort((short) 0xffdb)
                .putShort((short) (cover.length - 2))
                .position(cover.length - 4)
                .putInt(0xffe1fff0);
        byte[] content = ByteBuffer.allocate(jpeg.length + cover.length)
                .put(jpeg, 0, 2)
                .put(cover)
                .put(jpeg, 2, jpeg.length - 2)
                .array();

        assertThat(detail(decode(content))).contains("more than 32 scans");
    }
}
