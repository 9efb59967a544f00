package dev.millrace.model.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.millrace.model.Rejection;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a producer may send by mistake or malice: each ends as an image or with a reason, never otherwise. */
class HostileImagesTest {

    private static final ImageLimits LIMITS = ImageLimits.standard();
    private static final int SIDE = 32;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @ParameterizedTest
    @CsvSource({"png,0.3", "png,0.5", "png,0.9", "jpeg,0.5", "jpeg,0.9", "gif,0.5", "gif,0.9", "bmp,0.5", "bmp,0.9"})
    void refusesAnImageThatIsCut(String format, double share) throws IOException {
        byte[] content = ImageFiles.encode(ImageFiles.noise(64, 64), format);

        Decoding decoding = decode(Arrays.copyOf(content, (int) (content.length * share)));

        assertThat(reason(decoding)).contains(Rejection.UNDECODABLE_IMAGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "gif", "bmp"})
    void refusesMagicBytesWithNothingOrNonsenseBehind(String format) throws IOException {
        byte[] magic = Arrays.copyOf(ImageFiles.encode(ImageFiles.noise(8, 8), format), 8);
        byte[] nonsense = Arrays.copyOf(magic, 500);
        Arrays.fill(nonsense, 8, 500, (byte) 0x41);

        assertThat(reason(decode(magic))).isPresent();
        assertThat(reason(decode(nonsense))).isPresent();
    }

    @Test
    void decodesADecompressionBombWithinAFewMegabytes() throws IOException {
        byte[] bomb = ImageFiles.pngOfZeros(4_096, 4_096);
        assertThat(bomb).hasSizeLessThan(100_000);

        assertThat(samples(decode(bomb))).containsOnly(0);
    }

    @Test
    void refusesAPngWhosePixelsAreMissing() throws IOException {
        byte[] content = ImageFiles.pngOfZeros(4_096, 1);
        ByteBuffer.wrap(content).putInt(20, 4_000);

        assertThat(reason(decode(content))).contains(Rejection.UNDECODABLE_IMAGE);
    }

    @Test
    void takesTheFirstFrameOfAnAnimatedGif() throws IOException {
        byte[] content = ImageFiles.animation(Color.RED, Color.BLUE);

        byte[] samples = samples(decode(content));

        assertThat(samples[0] & 0xff).isGreaterThan(200);
        assertThat(samples[2] & 0xff).isLessThan(50);
    }

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

    @ParameterizedTest
    @CsvSource({"30,4", "30,5", "30,6", "30,11", "14,0", "14,64", "14,-1", "14,2147483647", "46,2147483647", "10,-1"})
    void refusesABmpWhoseHeaderIsForged(int position, int value) throws IOException {
        byte[] content = ImageFiles.encode(ImageFiles.noise(8, 8), "bmp");
        ByteBuffer header =
                ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).putInt(34, Integer.MAX_VALUE);
        assertThat(samples(decode(content))).isNotEmpty();

        header.putInt(position, value);

        assertThat(reason(decode(content))).contains(Rejection.UNDECODABLE_IMAGE);
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

    @ParameterizedTest
    @CsvSource({"1,1", "1,4096", "4096,1"})
    void decodesTheThinnestImages(int width, int height) throws IOException {
        byte[] content = ImageFiles.encode(ImageFiles.noise(width, height), "png");

        assertThat(samples(decode(content))).hasSize(SIDE * SIDE * 3);
    }

    @Test
    void keepsTheGreyOfA16BitPng() throws IOException {
        BufferedImage grey = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_USHORT_GRAY);
        for (int i = 0; i < SIDE * SIDE; i++) {
            grey.getRaster().setSample(i % SIDE, i / SIDE, 0, 0x4000);
        }

        assertThat(samples(decode(ImageFiles.encode(grey, "png")))).containsOnly(0x40);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "-1,-1", "2147483647,2147483647", "65536,65536", "-32,-32", "5000,1"})
    void refusesRawImagesOfImpossibleSize(int width, int height) {
        Decoding decoding =
                ImageDecoder.decode(EncodedImage.raw(ByteBuffer.allocate(15_000), width, height), LIMITS, SIDE);

        assertThat(reason(decoding))
                .isPresent()
                .get()
                .isIn(Rejection.RAW_IMAGE_SIZE_MISMATCH, Rejection.IMAGE_DIMENSIONS_TOO_LARGE);
    }

    @Test
    void refusesTextAndOtherFormats() {
        for (String text : new String[] {"<svg/>", "%PDF-1.7", "RIFF0000WEBP", "P6 1 1 255 ", "B", "\u0000"}) {
            assertThat(reason(decode(text.getBytes(StandardCharsets.UTF_8))))
                    .contains(Rejection.UNKNOWN_IMAGE_ENCODING);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void answersMutatedImagesWithAnOutcome(long seed) throws IOException {
        Random random = new Random(seed);
        String format = new String[] {"png", "jpeg", "gif", "bmp"}[(int) (seed % 4)];
        byte[] content = ImageFiles.encode(ImageFiles.noise(24, 24), format);
        for (int trial = 0; trial < 500; trial++) {
            byte[] mutated = Arrays.copyOf(content, content.length - random.nextInt(20));
            for (int i = 0; i <= random.nextInt(8); i++) {
                mutated[random.nextInt(Math.min(mutated.length, 1 << (4 + random.nextInt(8))))] ^=
                        (byte) (1 << random.nextInt(8));
            }

            assertThat(decode(mutated)).isNotNull();
        }
    }

    private static Decoding decode(byte[] content) {
        return ImageDecoder.decode(EncodedImage.encoded(ByteBuffer.wrap(content)), LIMITS, SIDE);
    }

    private static Optional<Rejection> reason(Decoding decoding) {
        return decoding.fold(decoded -> Optional.empty(), undecodable -> Optional.of(undecodable.reason()));
    }

    private static String detail(Decoding decoding) {
        return decoding.fold(decoded -> "decoded", Decoding.Undecodable::detail);
    }

    private static byte[] samples(Decoding decoding) {
        return decoding.fold(decoded -> decoded.image().samples(), undecodable -> {
            throw new AssertionError(undecodable);
        });
    }
}
