package dev.millrace.service.operations;

import dev.millrace.model.onednn.NativeMemory;
import dev.millrace.model.onednn.OneDnn;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** Creates a service's meter registry with the meters that every process has. */
public final class ProcessMeters {

    private ProcessMeters() {}

    /** A new registry for Prometheus, with meters of the JVM, the process and oneDNN. The caller closes it. */
    @SuppressWarnings("resource") // These binders hold nothing that closing would free.
    public static PrometheusMeterRegistry open() {
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new JvmMemoryMetrics().bindTo(meters);
        new JvmThreadMetrics().bindTo(meters);
        new ProcessorMetrics().bindTo(meters);
        new FileDescriptorMetrics().bindTo(meters);
        new UptimeMetrics().bindTo(meters);
        Gauge.builder("millrace.onednn", () -> OneDnn.isAvailable() ? 1 : 0)
                .description("1 if oneDNN runs the networks, 0 if they run without it and slower")
                .register(meters);
        Gauge.builder("millrace.resident.memory", NativeMemory::residentBytes)
                .description("Resident memory of the process, including the networks")
                .baseUnit("bytes")
                .register(meters);
        return meters;
    }
}
