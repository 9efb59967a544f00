package dev.millrace.trainer.examples;

/**
 * Which examples stay when there are too many: the newest, and a uniform sample of the older ones, so that a model that
 * follows recent data does not forget what it learned before.
 *
 * @param newest number of newest examples that stay, at least 1
 * @param reservoir number of older examples that stay, chosen by lot; 0 for none
 * @param seed of the lots
 */
public record Retention(int newest, int reservoir, long seed) {

    public Retention {
        if (newest < 1 || reservoir < 0 || (long) newest + reservoir > 100_000_000) {
            throw new IllegalArgumentException("newest must be at least 1, reservoir at least 0, together at most"
                    + " 100,000,000, got " + newest + " and " + reservoir);
        }
    }

    /** The example's lot; the lowest lots stay in the reservoir. */
    double lot(ContentHash hash) {
        return hash.fraction(seed);
    }
}
