package dev.millrace.trainer.examples;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

/** The examples of one moment in their three parts. Any number of threads may read it until it is closed. */
public final class ExampleSnapshot implements AutoCloseable {

    private final List<String> labels;
    private final Map<Split, ExampleSplit> parts;
    private final StoreProgress progress;
    private final Runnable onClose;
    private final AtomicBoolean closed = new AtomicBoolean();

    private ExampleSnapshot(
            List<String> labels, Map<Split, ExampleSplit> parts, StoreProgress progress, Runnable onClose) {
        this.labels = List.copyOf(labels);
        this.parts = parts;
        this.progress = progress;
        this.onClose = onClose;
    }

    static ExampleSnapshot of(
            ExampleIndex index, Segments segments, Shares shares, StoreProgress progress, Runnable onClose) {
        Map<Split, ExampleSplit.Builder> builders = new EnumMap<>(Split.class);
        for (Split part : Split.values()) {
            builders.put(part, new ExampleSplit.Builder(segments));
        }
        for (int row = 0; row < index.rows(); row++) {
            if (index.isLive(row)) {
                Objects.requireNonNull(builders.get(shares.partOf(index.hash(row))))
                        .add(index, row);
            }
        }
        Map<Split, ExampleSplit> parts = new EnumMap<>(Split.class);
        builders.forEach((part, builder) -> parts.put(part, builder.build()));
        return new ExampleSnapshot(index.labels(), parts, progress, onClose);
    }

    /** The labels by number, also of examples that went. */
    public List<String> labels() {
        return labels;
    }

    public ExampleSplit part(Split part) {
        return Objects.requireNonNull(parts.get(part));
    }

    /** Examples in all three parts. */
    public int size() {
        return parts.values().stream().mapToInt(ExampleSplit::size).sum();
    }

    public StoreProgress progress() {
        return progress;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            onClose.run();
        }
    }
}
