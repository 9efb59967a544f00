package dev.millrace.trainer.examples;

import java.io.IOException;
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
    private final View view;
    private final AtomicBoolean closed = new AtomicBoolean();

    private ExampleSnapshot(List<String> labels, Map<Split, ExampleSplit> parts, StoreProgress progress, View view) {
        this.labels = labels;
        this.parts = parts;
        this.progress = progress;
        this.view = view;
    }

    /** @param view becomes the snapshot's own */
    static ExampleSnapshot of(View view, List<String> labels, StoreState state, Shares shares) throws IOException {
        Map<Split, ExampleSplit.Builder> builders = new EnumMap<>(Split.class);
        for (Split part : Split.values()) {
            builders.put(part, new ExampleSplit.Builder());
        }
        view.forEach(Table.EXAMPLES, cursor -> {
            ExampleRow row = cursor.row();
            Split part = row.part().orElseGet(() -> shares.partOf(row.hash()));
            Objects.requireNonNull(builders.get(part)).add(ExampleId.parse(cursor.key()), row);
        });
        Map<Split, ExampleSplit> parts = new EnumMap<>(Split.class);
        builders.forEach((part, builder) -> parts.put(part, builder.build(view)));
        return new ExampleSnapshot(labels, parts, state.progress(), view).requireComplete(state.size());
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

    private ExampleSnapshot requireComplete(int expected) {
        if (size() != expected) {
            throw view.damaged("it counts " + expected + " examples and lists " + size());
        }
        return this;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            view.close();
        }
    }
}
