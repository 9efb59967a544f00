package dev.millrace.trainer.examples;

/**
 * Limits what one open store holds outside the Java heap.
 *
 * @param cacheBytes cached blocks, indexes and filters of files; at least 1 MiB
 * @param bufferBytes examples that are in the log and not yet in a table file, at least 64 KiB; after the disk was full,
 *     writes resume once this much is free
 */
public record StoreMemory(long cacheBytes, long bufferBytes) {

    private static final long LEAST_CACHE = 1 << 20;
    private static final long LEAST_BUFFER = 1 << 16;

    public StoreMemory {
        if (cacheBytes < LEAST_CACHE || bufferBytes < LEAST_BUFFER) {
            throw new IllegalArgumentException("cache bytes must be at least " + LEAST_CACHE
                    + " and buffer bytes at least " + LEAST_BUFFER + ", got " + cacheBytes + " and " + bufferBytes);
        }
    }

    /** 32 MiB of cache and buffers of 32 MiB. */
    public static StoreMemory standard() {
        return new StoreMemory(32L << 20, 32L << 20);
    }
}
