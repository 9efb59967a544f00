package dev.millrace.model.onednn;

import java.util.function.Supplier;

/** Frees a shared object once nobody can start to use it and everybody has stopped using it. Thread-safe. */
public final class ReferenceCount implements AutoCloseable {

    private final Runnable free;
    private int users;
    private boolean closed;

    /** @param free is run once */
    public ReferenceCount(Runnable free) {
        this.free = free;
    }

    /**
     * Begins a use with what {@code user} makes; where that fails, none has begun.
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

    /** Ends a use that was begun. */
    public synchronized void release() {
        users--;
        freeIfUnused();
    }

    /** Lets nobody begin any more. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            freeIfUnused();
        }
    }

    private synchronized void acquire() {
        if (closed) {
            throw new IllegalStateException("the model was closed: it gives no more classifiers");
        }
        users++;
    }

    private void freeIfUnused() {
        if (closed && users == 0) {
            free.run();
        }
    }
}
