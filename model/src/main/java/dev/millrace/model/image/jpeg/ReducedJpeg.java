package dev.millrace.model.image.jpeg;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A JPEG file whose pixels are read at 1/1, 1/2, 1/4 or 1/8 of its size: each is the mean of the pixels that it covers.
 * Rows are decoded as they are read, so a sequential file takes the memory of a few rows.
 *
 * <p>Reads sequential and progressive files of 8 bits, Huffman coded, of one component or of three. It refuses all others,
 * and every damaged file, so that another codec decides about them. Work and memory are bounded by the file's bytes and by
 * the pixels that its header claims. Owned by one thread.
 */
public final class ReducedJpeg {

    private final byte[] file;
    private final Segments segments;
    private final Scan firstScan;
    private final boolean isLuminance;

    private ReducedJpeg(byte[] file, Segments segments, Scan firstScan) {
        this.file = file;
        this.segments = segments;
        this.firstScan = firstScan;
        List<Component> components = segments.frame().components();
        this.isLuminance = components.size() == 3 && segments.application().isLuminance(components);
    }

    /**
     * Reads a file's headers. {@code file} starts with JPEG's magic bytes, and is not copied.
     *
     * @throws UnsupportedJpegException if another codec must read the file
     */
    public static ReducedJpeg open(byte[] file) {
        Segments segments = new Segments(file);
        Optional<Scan> scan = segments.nextScan();
        return new ReducedJpeg(
                file, segments, scan.orElseThrow(() -> new UnsupportedJpegException("a file without a scan")));
    }

    /** Width of the whole image in pixels. */
    public int width() {
        return segments.frame().width();
    }

    /** Height of the whole image in pixels. */
    public int height() {
        return segments.frame().height();
    }

    /**
     * The image's rows at a fraction of its size; call it once.
     *
     * @param denominator 1, 2, 4 or 8
     * @throws UnsupportedJpegException if another codec must read the file
     */
    public ReducedRows rows(int denominator) {
        Frame frame = segments.frame();
        List<Plane> planes = new ArrayList<>();
        for (Component component : frame.components()) {
            boolean isDetail = !isLuminance || planes.isEmpty();
            planes.add(new Plane(frame, component, denominator, segments.quantization(component), isDetail));
        }
        Stripes stripes = frame.progressive()
                ? new ProgressiveStripes(file, segments, firstScan, planes)
                : new SequentialStripes(file, segments, firstScan, planes);
        return new ReducedRows(stripes, frame, denominator, isLuminance);
    }
}
