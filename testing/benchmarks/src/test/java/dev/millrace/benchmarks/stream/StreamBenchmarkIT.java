package dev.millrace.benchmarks.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.benchmarks.platform.BenchmarkPlatform;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A small run with the real broker, the real registry and real processes. */
class StreamBenchmarkIT {

    @Test
    void measuresTheStreamsAppBesideATopologyThatCopies() {
        Pattern only = Pattern.compile("^(millrace|noop) image png exactly_once_v2 1$");
        StreamPlan plan = new StreamPlan(only, 1, 200, 1, false);
        StringWriter progress = new StringWriter();

        try (BenchmarkPlatform platform = BenchmarkPlatform.start(Optional.empty())) {
            StreamReport report = new StreamBenchmark(platform, plan, new PrintWriter(progress)).run();

            assertThat(report.results())
                    .extracting(result -> result.row().name())
                    .containsExactly("millrace image png exactly_once_v2 1", "noop image png exactly_once_v2 1");
            assertThat(report.results()).allSatisfy(result -> {
                assertThat(result.perSecond()).isPositive();
                assertThat(result.cpuMicros()).isPositive();
                assertThat(result.latencies()).hasSize(3);
                assertThat(result.shownLatency())
                        .hasValueSatisfying(latency -> assertThat(latency.p99Millis())
                                .isGreaterThanOrEqualTo(latency.p50Millis())
                                .isPositive());
            });
        }
        assertThat(progress.toString()).contains("round 1").contains("(50 %)");
    }
}
