package dev.millrace.cli.produce;

import dev.millrace.cli.data.Sample;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Counts the outcomes of the samples. Thread-safe. */
final class SendCount implements SendListener {

    private final Runnable onAcknowledged;
    private final AtomicInteger labelled = new AtomicInteger();
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicReference<@Nullable Exception> firstProblem = new AtomicReference<>();

    SendCount(Runnable onAcknowledged) {
        this.onAcknowledged = onAcknowledged;
    }

    @Override
    public void sending(Sample sample, boolean withLabel) {
        if (withLabel) {
            labelled.incrementAndGet();
        }
    }

    @Override
    public void acknowledged(Sample sample, String topic, int partition, long offset) {
        acknowledged.incrementAndGet();
        onAcknowledged.run();
    }

    @Override
    public void failed(Sample sample, Exception problem) {
        failed.incrementAndGet();
        firstProblem.compareAndSet(null, problem);
    }

    int labelled() {
        return labelled.get();
    }

    int acknowledged() {
        return acknowledged.get();
    }

    int failed() {
        return failed.get();
    }

    Optional<Exception> firstProblem() {
        return Optional.ofNullable(firstProblem.get());
    }
}
