package dev.millrace.benchmarks;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/**
 * One line of the report: how many samples per second an engine processed.
 *
 * @param samplesPerSecond the median of the timed rounds
 * @param spread between the slowest and the fastest round, as a share of the median
 */
@JsonPropertyOrder({"network", "work", "engine", "batch", "threads", "samplesPerSecond"})
record Measurement(
        String network,
        String work,
        String engine,
        int batch,
        int threads,
        double samplesPerSecond,
        @JsonIgnore double spread) {

    /** @param rounds samples per second of each round, at least one */
    static Measurement of(Case subject, Engine engine, List<Double> rounds) {
        List<Double> sorted = rounds.stream().sorted().toList();
        double upper = sorted.get(sorted.size() / 2);
        double median = (upper + sorted.get((sorted.size() - 1) / 2)) / 2;
        return new Measurement(
                subject.network().id(),
                subject.work().id(),
                engine.id(),
                subject.batch(),
                subject.threads(),
                median,
                (sorted.get(sorted.size() - 1) - sorted.get(0)) / median);
    }

    /** Whether only the number of threads differs. */
    boolean isSameButForThreads(Measurement other) {
        return network.equals(other.network)
                && work.equals(other.work)
                && engine.equals(other.engine)
                && batch == other.batch;
    }
}
