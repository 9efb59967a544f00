package dev.millrace.benchmarks;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/** One line of the report: how many samples a second an engine got through; the median of the timed rounds. */
@JsonPropertyOrder({"network", "work", "engine", "batch", "threads", "samplesPerSecond"})
record Measurement(String network, String work, String engine, int batch, int threads, double samplesPerSecond) {

    /** Whether only the engine differs. */
    boolean comparesWith(Measurement other) {
        return network.equals(other.network)
                && work.equals(other.work)
                && batch == other.batch
                && threads == other.threads;
    }
}
