package dev.millrace.trainer.examples;

/**
 * Bounds on what one open store holds outside the Java heap.
 *
 * @param cacheBytes blocks, indexes and filters of files, kept for the next read; at least 1 MiB
 * @param bufferBytes examples that are in the log and not yet in a file of their own, at least 64 KiB; a disk that was
 *     full takes writes again once this much is free
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
