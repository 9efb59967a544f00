package dev.millrace.model.image;

import dev.millrace.model.Rejection;
import dev.millrace.model.image.Decoding.Undecodable;
import java.util.Optional;

/**
 * Limits on an encoded image, checked before decoding.
 *
 * @param maxBytes maximum size of the file in bytes
 * @param maxSide maximum of width and height in pixels, as the header declares them
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

    /** Why an image of this size is not decoded; empty if it is. */
    Optional<Undecodable> problem(int width, int height) {
        return Math.max(width, height) <= maxSide
                ? Optional.empty()
                : Optional.of(new Undecodable(
                        Rejection.IMAGE_DIMENSIONS_TOO_LARGE,
                        "required at most " + maxSide + " pixels a side, got " + width + " x " + height));
    }

    /** 900,000 bytes (below Kafka's default message size) and 4,096 pixels. */
    public static ImageLimits standard() {
        return new ImageLimits(900_000, 4_096);
    }
}
