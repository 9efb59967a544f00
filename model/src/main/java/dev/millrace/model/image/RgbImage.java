package dev.millrace.model.image;

/**
 * A decoded square image: three bytes (red, green, blue) per pixel, rows from the top. The samples are shared, not
 * copied.
 */
public final class RgbImage {

    /** Samples per pixel. */
    public static final int CHANNELS = 3;

    private final int side;
    private final byte[] samples;

    private RgbImage(int side, byte[] samples) {
        this.side = side;
        this.samples = samples;
    }

    /**
     * Creates an image over {@code samples}.
     *
     * @throws IllegalArgumentException when there are not side × side × 3 samples
     */
    public static RgbImage of(int side, byte[] samples) {
        if (samples.length != side * side * CHANNELS) {
            throw new IllegalArgumentException("an RGB image of side " + side + " requires " + side * side * CHANNELS
                    + " samples, got " + samples.length);
        }
        return new RgbImage(side, samples);
    }

    /** Width and height in pixels. */
    public int side() {
        return side;
    }

    /** The samples themselves, not a copy: unsigned bytes, [row][column][channel]. */
    public byte[] samples() {
        return samples;
    }
}
