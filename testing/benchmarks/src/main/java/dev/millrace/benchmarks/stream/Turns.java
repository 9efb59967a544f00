package dev.millrace.benchmarks.stream;

import dev.millrace.benchmarks.platform.BenchmarkPlatform;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Measures rows in turn. Each has a process that runs through all rounds, warmed up, and waits while another has its
 * turn. The ceiling gets a new process each round.
 */
final class Turns implements AutoCloseable {

    /** Warm-up rounds, the first of which includes the start. */
    private static final int WARM_UPS = 2;

    private static final List<Double> LOADS = List.of(0.25, StreamResult.SHOWN_LOAD, 0.75);

    private final BenchmarkPlatform platform;
    private final StreamPlan plan;
    private final List<Row> rows;
    private final Consumer<String> progress;
    private final Map<Row, RunningSubject> subjects = new LinkedHashMap<>();
    private final Map<Row, List<Round>> rounds = new LinkedHashMap<>();
    private final Map<Row, List<Latency>> latencies = new LinkedHashMap<>();

    private Turns(BenchmarkPlatform platform, StreamPlan plan, List<Row> rows, Consumer<String> progress) {
        this.platform = platform;
        this.plan = plan;
        this.rows = rows;
        this.progress = progress;
    }

    /** Starts the processes and waits until each has answered its warm-up rounds. */
    static Turns start(BenchmarkPlatform platform, StreamPlan plan, List<Row> rows, Consumer<String> progress) {
        Turns turns = new Turns(platform, plan, rows, progress);
        try {
            for (Row row : rows) {
                turns.start(row);
            }
            return turns;
        } catch (RuntimeException e) {
            turns.close();
            throw e;
        }
    }

    private void start(Row row) {
        rounds.put(row, new ArrayList<>());
        latencies.put(row, new ArrayList<>());
        if (!row.isCeiling()) {
            RunningSubject subject =
                    RunningSubject.start(platform, row, row.name().replace(' ', '-'));
            subjects.put(row, subject);
            for (int round = 1; round <= WARM_UPS; round++) {
                Round warmUp = subject.preloaded(plan.records(row));
                progress.accept(String.format(Locale.ROOT, "%-52s warm-up %,9.0f/s", row.name(), warmUp.perSecond()));
            }
        }
    }

    /** Results in the order of the rows. */
    List<StreamResult> measure() {
        List<Row> order = new ArrayList<>(rows);
        for (int round = 1; round <= plan.rounds(); round++) {
            for (Row row : order) {
                measure(row, round);
            }
            Collections.reverse(order);
        }
        LOADS.forEach(this::measureLatencies);
        subjects.values().forEach(RunningSubject::finish);
        return rows.stream().map(this::result).toList();
    }

    private void measure(Row row, int number) {
        Round round = row.isCeiling()
                ? Ceiling.measure(platform, row, plan.records(row))
                : subject(row).preloaded(plan.records(row));
        rounds(row).add(round);
        progress.accept(String.format(
                Locale.ROOT,
                "%-52s round %d %,9.0f/s, %.0f us of CPU a record",
                row.name(),
                number,
                round.perSecond(),
                round.cpuMicros()));
    }

    private void measureLatencies(double load) {
        for (Row row : rows) {
            if (plan.measuresLatency(row)) {
                Latency latency = subject(row).atRate(load, load * result(row).perSecond(), plan.latencySeconds());
                Objects.requireNonNull(latencies.get(row)).add(latency);
                progress.accept(String.format(
                        Locale.ROOT,
                        "%-52s at %,.0f/s (%.0f %%): p50 %.1f ms, p99 %.1f ms",
                        row.name(),
                        latency.perSecond(),
                        100 * load,
                        latency.p50Millis(),
                        latency.p99Millis()));
            }
        }
    }

    private RunningSubject subject(Row row) {
        return Objects.requireNonNull(subjects.get(row));
    }

    private List<Round> rounds(Row row) {
        return Objects.requireNonNull(rounds.get(row));
    }

    private StreamResult result(Row row) {
        return new StreamResult(row, plan.records(row), rounds(row), Objects.requireNonNull(latencies.get(row)));
    }

    @Override
    public void close() {
        subjects.values().forEach(RunningSubject::close);
    }
}
