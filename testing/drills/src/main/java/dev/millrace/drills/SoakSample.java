package dev.millrace.drills;

import dev.millrace.drills.environment.Service;

/**
 * What a streams app told of itself at one moment of a soak.
 *
 * @param minutes since the soak began
 * @param residentBytes memory, what the networks hold outside the heap included
 * @param openFiles of the process
 * @param threads of the JVM
 * @param latencySeconds from an event to its prediction, the mean since the sample before
 * @param latencySum seconds, of all predictions so far
 * @param predictions so far
 */
record SoakSample(
        double minutes,
        double residentBytes,
        double openFiles,
        double threads,
        double latencySeconds,
        double latencySum,
        double predictions) {

    private static final String LATENCY = "millrace_latency_seconds";

    /** Before anything was predicted. */
    static SoakSample start() {
        return new SoakSample(0, 0, 0, 0, 0, 0, 0);
    }

    /** The one after this. */
    SoakSample next(Service app, double now) {
        double sum = app.sum(LATENCY + "_sum");
        double count = app.sum(LATENCY + "_count");
        return new SoakSample(
                now,
                app.greatest("millrace_resident_memory_bytes").orElse(Double.NaN),
                app.greatest("process_files_open_files").orElse(Double.NaN),
                app.greatest("jvm_threads_live_threads").orElse(Double.NaN),
                (sum - latencySum) / (count - predictions),
                sum,
                count);
    }
}
