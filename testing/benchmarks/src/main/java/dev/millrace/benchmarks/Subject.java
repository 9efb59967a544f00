package dev.millrace.benchmarks;

/** One engine with one network at one batch size, ready to run. Owned by one thread. */
interface Subject extends AutoCloseable {

    /** Processes one batch. Returns a number that depends on the work, so that none of it can be optimised away. */
    float run();

    /** Releases what the engine holds. */
    @Override
    default void close() {}
}
