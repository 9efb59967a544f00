package dev.millrace.cli.drill;

import dev.millrace.cli.drill.stage.Service;

/**
 * What a streams app told of itself at one moment of a soak.
 *
 * @param minutes since the soak began
 * @param residentBytes memory, what the networks hold outside the heap included
 * @param openFiles of the process
 * @param threads of the JVM
 * @param latencySeconds from an event to its prediction, the highest 99th percentile of the tasks
 */
record SoakSample(double minutes, double residentBytes, double openFiles, double threads, double latencySeconds) {

    static SoakSample of(Service app, double minutes) {
        return new SoakSample(
                minutes,
                app.greatest("millrace_resident_memory_bytes").orElse(Double.NaN),
                app.greatest("process_files_open_files").orElse(Double.NaN),
                app.greatest("jvm_threads_live_threads").orElse(Double.NaN),
                app.greatest("millrace_latency_seconds", "quantile=\"0.99\"").orElse(Double.NaN));
    }
}
