package dev.millrace.model.image;

import dev.millrace.model.Rejection;
import dev.millrace.model.image.Decoding.Undecodable;
import java.time.Duration;
import java.util.Optional;

/**
 * Limits on an encoded image. Bytes and sides are checked before decoding.
 *
 * @param maxBytes maximum size of the file in bytes
 * @param maxSide maximum of width and height in pixels, as the header declares them
 * @param maxTime maximum of processor time that decoding takes its thread. A thread that waits, or a process that is suspended,
 *     uses none.
 */
public record ImageLimits(int maxBytes, int maxSide, Duration maxTime) {

    /** The slowest sound image of 4,096 pixels a side takes most of it; docs/decisions/0023-decoding-time.md has the figures. */
    private static final Duration STANDARD_TIME = Duration.ofSeconds(1);

    public ImageLimits {
        if (maxBytes < 1) {
            throw new IllegalArgumentException("maxBytes must be at least 1, got " + maxBytes);
        }
        if (maxSide < 1) {
            throw new IllegalArgumentException("maxSide must be at least 1, got " + maxSide);
        }
        if (maxTime.isNegative() || maxTime.isZero()) {
            throw new IllegalArgumentException("maxTime must be positive, got " + maxTime);
        }
    }

    /** Limits with the standard time of one second. */
    public ImageLimits(int maxBytes, int maxSide) {
        this(maxBytes, maxSide, STANDARD_TIME);
    }

    /** Why an image of this size is not decoded; empty if it is. */
    Optional<Undecodable> problem(int width, int height) {
        return Math.max(width, height) <= maxSide
                ? Optional.empty()
                : Optional.of(new Undecodable(
                        Rejection.IMAGE_DIMENSIONS_TOO_LARGE,
                        "required at most " + maxSide + " pixels a side, got " + width + " x " + height));
    }

    /** 900,000 bytes (below Kafka's default message size), 4,096 pixels and one second. */
    public static ImageLimits standard() {
        return new ImageLimits(900_000, 4_096);
    }
}
