package dev.millrace.benchmarks;

import com.sun.management.ThreadMXBean;
import dev.millrace.model.image.Decoding;
import dev.millrace.model.image.EncodedImage;
import dev.millrace.model.image.ImageDecoder;
import dev.millrace.model.image.ImageLimits;
import dev.millrace.model.spec.ImageArchitecture;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Supplier;

/** The cost of a photograph: decoded at a fraction of its size, beside all of its pixels by the platform's codec. */
final class PhotographCost {

    private static final long SEED = 5;
    private static final int TURNS = 61;
    private static final int WARM_UP = 60;
    private static final int[][] SIZES = {{640, 480}, {1_024, 768}, {1_920, 1_080}};
    private static final int[] QUALITIES = {75, 85, 95};
    private static final ImageLimits LIMITS = new ImageLimits(16 << 20, 4_096);
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Photograph photograph;
    private final EncodedImage image;

    private PhotographCost(Photograph photograph) {
        this.photograph = photograph;
        this.image = EncodedImage.encoded(ByteBuffer.wrap(photograph.file()));
    }

    /** Prints a row for each size and quality; both ways take turns. */
    static void print(PrintStream out) {
        out.printf("%nDecoding a photograph (milliseconds and MB of heap, the median of %d turns):%n", TURNS);
        out.printf("%-12s %8s %8s %10s %10s %7s %8s%n", "JPEG 4:2:0", "quality", "kB", "reduced", "codec", "x", "MB");
        for (int[] size : SIZES) {
            for (int quality : QUALITIES) {
                new PhotographCost(Photograph.of(size[0], size[1], quality, SEED)).measure(out);
            }
        }
    }

    private void measure(PrintStream out) {
        double[] reduced = new double[TURNS];
        double[] codec = new double[TURNS];
        for (int turn = -WARM_UP; turn < TURNS; turn++) {
            reduced[Math.max(0, turn)] = milliseconds(this::reduced);
            codec[Math.max(0, turn)] = milliseconds(this::allPixels);
        }
        long before = THREADS.getCurrentThreadAllocatedBytes();
        require(reduced());
        double heap = (THREADS.getCurrentThreadAllocatedBytes() - before) / 1e6;
        out.printf(
                "%-12s %8d %8d %10.2f %10.2f %6.1fx %8.2f%n",
                photograph.width() + "x" + photograph.height(),
                photograph.quality(),
                photograph.file().length / 1_000,
                median(reduced),
                median(codec),
                median(codec) / median(reduced),
                heap);
    }

    private Decoding reduced() {
        return ImageDecoder.decode(image, LIMITS, ImageArchitecture.standard().input());
    }

    private Decoding allPixels() {
        return ImageDecoder.decodeAllPixels(
                image, LIMITS, ImageArchitecture.standard().input());
    }

    private static double milliseconds(Supplier<Decoding> decoding) {
        long started = System.nanoTime();
        require(decoding.get());
        return (System.nanoTime() - started) / 1e6;
    }

    private static void require(Decoding decoding) {
        if (decoding instanceof Decoding.Undecodable undecodable) {
            throw new IllegalStateException("required an image, got " + undecodable);
        }
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }
}
