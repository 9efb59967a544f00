package dev.millrace.benchmarks.platform;

import java.nio.file.Path;
import java.time.Duration;

/** A process that is measured. */
public record SubjectProcess(ProcessHandle handle, Path log, Runnable end) implements AutoCloseable {

    /** Processor time of all its threads since it started, in the operating system's resolution (Linux: 10 ms). */
    public Duration processorTime() {
        return handle.info()
                .totalCpuDuration()
                .orElseThrow(() -> new BenchmarkFailure("the system does not report the processor time of process "
                        + handle.pid() + ", whose log is " + log));
    }

    /** @throws BenchmarkFailure when it has ended */
    public void requireRunning() {
        if (!handle.isAlive()) {
            throw new BenchmarkFailure("a measured process ended by itself; its log is " + log);
        }
    }

    /** Asks it to end, and returns when it has ended. */
    @Override
    public void close() {
        end.run();
    }
}
