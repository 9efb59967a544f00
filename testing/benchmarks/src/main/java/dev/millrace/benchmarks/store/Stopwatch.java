package dev.millrace.benchmarks.store;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * Adds up the wall-clock time between its starts and stops, and the processor time of all threads of this process in
 * between, including native ones. Owned by one thread.
 */
final class Stopwatch {

    private long started;
    private long startedProcessor;
    private long nanos;
    private long processorNanos;
    private long slowest;

    void start() {
        startedProcessor = processorTime();
        started = System.nanoTime();
    }

    void stop() {
        long taken = System.nanoTime() - started;
        nanos += taken;
        processorNanos += processorTime() - startedProcessor;
        slowest = Math.max(slowest, taken);
    }

    double seconds() {
        return nanos / 1e9;
    }

    double processorSeconds() {
        return processorNanos / 1e9;
    }

    /** The longest time between a start and its stop, in seconds. */
    double slowestSeconds() {
        return slowest / 1e9;
    }

    private static long processorTime() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
