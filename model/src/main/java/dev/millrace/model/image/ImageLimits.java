package dev.millrace.model.image;

/**
 * Limits on an encoded image, checked before it is decoded: its bytes, and the longer side in pixels that its header
 * declares.
 */
public record ImageLimits(int maxBytes, int maxSide) {

    public ImageLimits {
        if (maxBytes < 1) {
            throw new IllegalArgumentException("maxBytes must be at least 1, got " + maxBytes);
        }
        if (maxSide < 1) {
            throw new IllegalArgumentException("maxSide must be at least 1, got " + maxSide);
        }
    }

    /** 900,000 bytes (under Kafka's default message size) and 4,096 pixels. */
    public static ImageLimits standard() {
        return new ImageLimits(900_000, 4_096);
    }
}
