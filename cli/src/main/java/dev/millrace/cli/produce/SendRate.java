package dev.millrace.cli.produce;

import java.time.Duration;

/**
 * When samples are due: at {@code perSecond}, or {@code haste} times that during an initial period.
 *
 * @param perSecond samples per second; infinite for as fast as possible
 * @param haste factor of the initial period, at least 1
 * @param hasty length of the initial period
 */
public record SendRate(double perSecond, double haste, Duration hasty) {

    public SendRate {
        if (!(perSecond > 0)) {
            throw new IllegalArgumentException("a rate must be above 0, got " + perSecond);
        }
        if (!(haste >= 1)) {
            throw new IllegalArgumentException("haste must be at least 1, got " + haste);
        }
    }

    /** A constant rate. */
    public static SendRate steady(double perSecond) {
        return new SendRate(perSecond, 1, Duration.ZERO);
    }

    /** Time from the start until sample {@code index} (from 0) is due. */
    public Duration dueAfter(long index) {
        if (Double.isInfinite(perSecond)) {
            return Duration.ZERO;
        }
        double hastySeconds = hasty.toMillis() / 1e3;
        double hastyCount = hastySeconds * perSecond * haste;
        double seconds =
                index < hastyCount ? index / (perSecond * haste) : hastySeconds + (index - hastyCount) / perSecond;
        return Duration.ofNanos((long) (seconds * 1e9));
    }
}
