package dev.millrace.drills;

import dev.millrace.drills.environment.Service;

/**
 * A streams app's metrics at one moment of a soak.
 *
 * @param minutes since the soak began
 * @param residentBytes resident memory, including the networks' native memory
 * @param openFiles of the process
 * @param threads of the JVM
 * @param latencySeconds from an event to its prediction, the mean since the previous sample
 * @param latencySum seconds, of all predictions so far
 * @param predictions number of predictions so far
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

    /** The sample before the first prediction. */
    static SoakSample start() {
        return new SoakSample(0, 0, 0, 0, 0, 0, 0);
    }

    /** The next sample. */
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
