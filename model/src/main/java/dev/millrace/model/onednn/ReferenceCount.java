package dev.millrace.model.onednn;

import java.util.function.Supplier;

/** Frees a shared object once it is closed and its last user has released it. Thread-safe. */
public final class ReferenceCount implements AutoCloseable {

    private final Runnable free;
    private int users;
    private boolean closed;

    /** @param free runs once */
    public ReferenceCount(Runnable free) {
        this.free = free;
    }

    /**
     * Creates a user and counts it. If {@code user} throws, nothing is counted.
     *
     * @throws IllegalStateException when closed
     */
    public <U> U acquiredBy(Supplier<U> user) {
        acquire();
        try {
            return user.get();
        } catch (RuntimeException | Error e) {
            release();
            throw e;
        }
    }

    /** Ends one use. */
    public synchronized void release() {
        users--;
        freeIfUnused();
    }

    /** Refuses new users from now on. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            freeIfUnused();
        }
    }

    private synchronized void acquire() {
        if (closed) {
            throw new IllegalStateException("the model is closed and opens no more classifiers");
        }
        users++;
    }

    private void freeIfUnused() {
        if (closed && users == 0) {
            free.run();
        }
    }
}
