package dev.millrace.benchmarks.stream;

import dev.millrace.benchmarks.platform.BenchmarkFailure;
import dev.millrace.benchmarks.platform.BenchmarkPlatform;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Measures all rows of a plan, and reports progress. */
final class StreamBenchmark {

    private final BenchmarkPlatform platform;
    private final StreamPlan plan;
    private final PrintWriter out;
    private final long startedAt = System.nanoTime();

    StreamBenchmark(BenchmarkPlatform platform, StreamPlan plan, PrintWriter out) {
        this.platform = platform;
        this.plan = plan;
        this.out = out;
    }

    /** @throws BenchmarkFailure when a record was not answered, or not exactly once where that is promised */
    StreamReport run() {
        List<StreamResult> results = new ArrayList<>();
        for (List<Row> rows : plan.groups()) {
            try (Turns turns = Turns.start(platform, plan, rows, this::say)) {
                results.addAll(turns.measure());
            }
        }
        return new StreamReport(results);
    }

    private void say(String line) {
        Duration since = Duration.ofNanos(System.nanoTime() - startedAt);
        out.println(String.format(Locale.ROOT, "%02d:%02d  %s", since.toMinutes(), since.toSecondsPart(), line));
        out.flush();
    }
}
