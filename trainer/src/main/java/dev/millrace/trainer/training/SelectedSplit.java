package dev.millrace.trainer.training;

import dev.millrace.trainer.examples.ExampleSplit;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The examples of one split whose labels are learned, with labels numbered as in the model. */
public final class SelectedSplit {

    static final int NOT_SELECTED = -1;

    private final ExampleSplit part;
    private final int[] rows;
    private final int[] labels;

    private SelectedSplit(ExampleSplit part, int[] rows, int[] labels) {
        this.part = part;
        this.rows = rows;
        this.labels = labels;
    }

    /**
     * @param numbers for each of the snapshot's labels its index in the model, or {@link #NOT_SELECTED}
     * @param max maximum number of examples; the newest are selected
     */
    static SelectedSplit of(ExampleSplit part, int[] numbers, int max) {
        int[] selected = IntStream.range(0, part.size())
                .filter(row -> numbers[part.label(row)] != NOT_SELECTED)
                .toArray();
        int[] newest = Arrays.copyOfRange(selected, Math.max(0, selected.length - max), selected.length);
        int[] labels =
                Arrays.stream(newest).map(row -> numbers[part.label(row)]).toArray();
        return new SelectedSplit(part, newest, labels);
    }

    /** Number of examples. */
    public int size() {
        return rows.length;
    }

    /** The label as an index into the model's labels. */
    public int label(int index) {
        return labels[index];
    }

    /** The content, read from disk. */
    public byte[] content(int index) {
        return part.content(rows[index]);
    }

    /** All contents in order of arrival, each read from disk when it is needed. */
    public Stream<byte[]> contents() {
        return IntStream.range(0, size()).mapToObj(this::content);
    }

    byte[] digest(int index) {
        return part.digest(rows[index]);
    }

    int[] labels() {
        return labels.clone();
    }

    /** A view as features, computed from the content at each call. */
    <F> Dataset<F> as(Function<byte[], F> features) {
        return new Dataset<>() {
            @Override
            public int size() {
                return SelectedSplit.this.size();
            }

            @Override
            public F features(int index) {
                return features.apply(content(index));
            }

            @Override
            public int label(int index) {
                return SelectedSplit.this.label(index);
            }
        };
    }
}
