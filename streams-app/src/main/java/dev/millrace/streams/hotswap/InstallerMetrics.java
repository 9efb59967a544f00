package dev.millrace.streams.hotswap;

import dev.millrace.model.spec.Task;
import dev.millrace.records.ModelStamp;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The meters of one task's {@link ModelInstaller}. Only the feed's thread uses it. */
public final class InstallerMetrics {

    private final MeterRegistry meters;
    private final String task;
    private final Counter swaps;
    private final Timer loading;
    private final Timer flip;
    private @Nullable Gauge serving;

    /** Registers the task's meters. */
    public InstallerMetrics(MeterRegistry meters, Task task) {
        this.meters = meters;
        this.task = task.id();
        this.swaps = Counter.builder("millrace.swaps")
                .description("Models installed, including the first")
                .tag("task", task.id())
                .register(meters);
        this.loading = Timer.builder("millrace.swap.load")
                .description("Time from the artifact's bytes to a warmed-up model")
                .tag("task", task.id())
                .register(meters);
        this.flip = Timer.builder("millrace.swap.flip")
                .description("Time to install a warmed-up model, the longest that new batches can wait for it")
                .tag("task", task.id())
                .register(meters);
        for (Refusal reason : Refusal.values()) {
            var unused = refusals(reason);
        }
    }

    void loaded(Duration took) {
        loading.record(took);
    }

    void swapped(ModelStamp stamp, Duration took) {
        swaps.increment();
        flip.record(took);
        Optional.ofNullable(serving).ifPresent(meters::remove);
        serving = Gauge.builder("millrace.model.serving", () -> 1)
                .description("1 for the serving model")
                .tags("task", task, "version", stamp.getVersion())
                .tags("sha256", stamp.getSha256(), "precision", stamp.getPrecision())
                .register(meters);
    }

    void refused(Refusal reason) {
        refusals(reason).increment();
    }

    private Counter refusals(Refusal reason) {
        return Counter.builder("millrace.refusals")
                .description("Attempts to install a published model that were refused")
                .tags("task", task, "reason", reason.name().toLowerCase(Locale.ROOT))
                .register(meters);
    }
}
