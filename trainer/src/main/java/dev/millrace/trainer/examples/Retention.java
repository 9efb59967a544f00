package dev.millrace.trainer.examples;

/**
 * Which examples stay when there are more than can be kept: the newest, and a uniform sample of the older ones, so that
 * a model that follows the news doesn't forget what it learned before.
 *
 * @param newest examples that stay because they are the newest, at least 1
 * @param reservoir older examples that stay by lot, 0 for none
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
