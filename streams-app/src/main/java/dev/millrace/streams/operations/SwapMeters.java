package dev.millrace.streams.operations;

import dev.millrace.model.Task;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** Every meter of one task's models. Thread-safe. */
public final class SwapMeters {

    private final MeterRegistry registry;
    private final Tags tags;
    private final MultiGauge serving;
    private final AtomicInteger dangling = new AtomicInteger();

    public SwapMeters(MeterRegistry registry, Task task) {
        this.registry = registry;
        this.tags = Tags.of("task", task.id());
        this.serving = MultiGauge.builder("millrace.model.serving")
                .description("1 for the version that serves")
                .tags(tags)
                .register(registry);
        Gauge.builder("millrace.alias.dangling", dangling, AtomicInteger::get)
                .description("1 while the alias names a version that is not on the topic")
                .tags(tags)
                .register(registry);
    }

    /** A version began to serve; {@code flip} is how long installing it took, loading and warming up left out. */
    public void swapped(String version, Duration flip) {
        registry.counter("millrace.swaps", tags).increment();
        registry.timer("millrace.swap.flip", tags).record(flip);
        serving.register(List.of(MultiGauge.Row.of(Tags.of("version", version), 1)), true);
    }

    public void refused(RefusalReason reason) {
        registry.counter("millrace.refusals", tags.and("reason", reason.name().toLowerCase(Locale.ROOT)))
                .increment();
    }

    public void dangling(boolean isDangling) {
        dangling.set(isDangling ? 1 : 0);
    }

    /** Why a version that shall serve does not. */
    public enum RefusalReason {
        MISSING,
        CORRUPT,
        FAILED_WARM_UP
    }
}
