package dev.millrace.trainer.examples;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** All examples at one moment, in three splits. Any number of threads may read it until it is closed. */
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

    /** @param view the snapshot takes ownership */
    static ExampleSnapshot of(View view, StoreState state, Shares shares) throws IOException {
        Map<Split, ExampleSplit.Builder> builders = new EnumMap<>(Split.class);
        for (Split part : Split.values()) {
            builders.put(part, new ExampleSplit.Builder());
        }
        Map<Integer, Integer> numbers = new LinkedHashMap<>();
        AtomicInteger leftOut = new AtomicInteger();
        view.forEach(Table.EXAMPLES, cursor -> {
            ExampleRow row = cursor.row();
            if (row.part() == Placement.LEFT_OUT) {
                leftOut.incrementAndGet();
                return;
            }
            Split part = row.part().split().orElseGet(() -> shares.partOf(row.hash(), Optional.empty()));
            int label = numbers.computeIfAbsent(row.label(), unknown -> numbers.size());
            Objects.requireNonNull(builders.get(part)).add(ExampleId.parse(cursor.key()), label, row.hash());
        });
        Map<Split, ExampleSplit> parts = new EnumMap<>(Split.class);
        builders.forEach((part, builder) -> parts.put(part, builder.build(view)));
        return new ExampleSnapshot(names(view, numbers.keySet()), parts, state.progress(), view)
                .requireComplete(state.size() - leftOut.get());
    }

    private static List<String> names(View view, Set<Integer> stored) throws IOException {
        List<String> names = new ArrayList<>();
        for (int number : stored) {
            byte[] name = view.get(Table.LABELS, LabelNames.key(number))
                    .orElseThrow(() -> view.damaged("label " + number + " of its examples has no name"));
            names.add(new String(name, StandardCharsets.UTF_8));
        }
        return List.copyOf(names);
    }

    /** The labels of these examples, by number in the order in which they were met. */
    public List<String> labels() {
        return labels;
    }

    /** The examples of one split, in order of arrival. */
    public ExampleSplit part(Split part) {
        return Objects.requireNonNull(parts.get(part));
    }

    /** Number of examples in all three splits; those that were left out of all are not counted. */
    public int size() {
        return parts.values().stream().mapToInt(ExampleSplit::size).sum();
    }

    /** How far the store had come at that moment. */
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
