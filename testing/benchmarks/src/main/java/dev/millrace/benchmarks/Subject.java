package dev.millrace.benchmarks;

/** One engine with one network at one batch size, made ready. Owned by one thread. */
interface Subject extends AutoCloseable {

    /** Does the work once for one batch; returns a number that depends on it, so that nothing can be left out. */
    float run();

    /** Gives back what the engine holds; nothing where it holds nothing. */
    @Override
    default void close() {}
}
