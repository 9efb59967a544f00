package dev.millrace.trainer.examples;

/**
 * How a store keeps its examples.
 *
 * @param segmentBytes length from which on a file is sealed and the next one begun
 */
public record StoreSettings(Retention retention, Shares shares, long segmentBytes) {

    public StoreSettings {
        if (segmentBytes < 1 || segmentBytes > 1 << 30) {
            throw new IllegalArgumentException("segment bytes must be 1 to " + (1 << 30) + ", got " + segmentBytes);
        }
    }

    /** Files of 64 MiB. */
    public static StoreSettings of(Retention retention, Shares shares) {
        return new StoreSettings(retention, shares, 64L << 20);
    }
}
