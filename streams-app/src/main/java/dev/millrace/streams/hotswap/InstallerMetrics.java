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

/** Every meter of the models of one task, named in one place. Owned by the feed's thread. */
public final class InstallerMetrics {

    private final MeterRegistry meters;
    private final String task;
    private final Counter swaps;
    private final Timer loading;
    private final Timer flip;
    private @Nullable Gauge serving;

    public InstallerMetrics(MeterRegistry meters, Task task) {
        this.meters = meters;
        this.task = task.id();
        this.swaps = Counter.builder("millrace.swaps")
                .description("Models installed, the first one included")
                .tag("task", task.id())
                .register(meters);
        this.loading = Timer.builder("millrace.swap.load")
                .description("From the artifact's bytes to a model that is warm")
                .tag("task", task.id())
                .register(meters);
        this.flip = Timer.builder("millrace.swap.flip")
                .description("Installing a warm model: how long new batches could have to wait for it")
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
                .description("1 for the model that serves")
                .tags("task", task, "version", stamp.getVersion())
                .tags("sha256", stamp.getSha256(), "precision", stamp.getPrecision())
                .register(meters);
    }

    void refused(Refusal reason) {
        refusals(reason).increment();
    }

    private Counter refusals(Refusal reason) {
        return Counter.builder("millrace.refusals")
                .description("Published models that do not serve")
                .tags("task", task, "reason", reason.name().toLowerCase(Locale.ROOT))
                .register(meters);
    }
}
