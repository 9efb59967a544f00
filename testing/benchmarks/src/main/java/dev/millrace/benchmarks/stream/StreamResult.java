package dev.millrace.benchmarks.stream;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * The measurements of a row.
 *
 * @param records per round
 * @param rounds at least one
 * @param latencies by rate; empty if not measured
 */
record StreamResult(Row row, int records, List<Round> rounds, List<Latency> latencies) {

    /** The share of the sustainable rate whose latencies the report shows. */
    static final double SHOWN_LOAD = 0.5;

    StreamResult {
        rounds = List.copyOf(rounds);
        latencies = List.copyOf(latencies);
        if (rounds.isEmpty()) {
            throw new IllegalArgumentException("required a round of " + row.name() + ", got none");
        }
    }

    /** The median of the rounds. */
    double perSecond() {
        return median(rounds, Round::perSecond);
    }

    /** The median of the rounds. */
    double cpuMicros() {
        return median(rounds, Round::cpuMicros);
    }

    double slowest() {
        return rounds.stream().mapToDouble(Round::perSecond).min().orElseThrow();
    }

    double fastest() {
        return rounds.stream().mapToDouble(Round::perSecond).max().orElseThrow();
    }

    Optional<Latency> shownLatency() {
        return latencies.stream()
                .filter(latency -> latency.load() == SHOWN_LOAD)
                .findFirst();
    }

    ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("subject", row.subject().id())
                .put("task", row.encoding().task().id())
                .put("encoding", row.encoding().id())
                .put("guarantee", row.guarantee())
                .put("threads", row.threads())
                .put("recordsPerSecond", perSecond())
                .put("cpuMicrosPerRecord", cpuMicros())
                .putNull("p50Millis")
                .putNull("p99Millis");
        shownLatency()
                .ifPresent(latency -> json.put("p50Millis", latency.p50Millis()).put("p99Millis", latency.p99Millis()));
        json.put("recordsPerRound", records)
                .put("minRecordsPerSecond", slowest())
                .put("maxRecordsPerSecond", fastest());
        ArrayNode all = json.putArray("latencies");
        latencies.forEach(latency -> all.addObject()
                .put("load", latency.load())
                .put("recordsPerSecond", latency.perSecond())
                .put("p50Millis", latency.p50Millis())
                .put("p99Millis", latency.p99Millis()));
        return json;
    }

    private static double median(List<Round> rounds, ToDoubleFunction<Round> value) {
        double[] sorted = rounds.stream().mapToDouble(value).sorted().toArray();
        return (sorted[sorted.length / 2] + sorted[(sorted.length - 1) / 2]) / 2;
    }
}
