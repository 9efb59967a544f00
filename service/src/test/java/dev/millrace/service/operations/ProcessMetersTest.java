package dev.millrace.service.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;

final class ProcessMetersTest {

    @Test
    void knowsTheMemoryOfTheProcessItsThreadsAndWhetherOneDnnRuns() {
        PrometheusMeterRegistry meters = ProcessMeters.open();
        try {
            assertThat(meters.get("millrace.resident.memory").gauge().value()).isGreaterThan(10_000_000);
            assertThat(meters.get("millrace.onednn").gauge().value()).isBetween(0.0, 1.0);
            assertThat(meters.scrape())
                    .contains("jvm_threads_live_threads", "jvm_memory_used_bytes", "process_uptime_seconds")
                    .contains("process_cpu_usage");
        } finally {
            meters.close();
        }
    }
}
