package dev.millrace.model.text;

import java.util.ArrayList;
import java.util.List;

/**
 * The layout of a batch's tokens in one array: step by step, and at each step only the rows that have not ended. Rows
 * are sorted by length, longest first, so the rows still running at a step are the first ones.
 */
final class PackedSequence {

    private final List<int[]> sorted;
    private final int[] offsets;

    private PackedSequence(List<int[]> sorted, int[] offsets) {
        this.sorted = sorted;
        this.offsets = offsets;
    }

    /** @param sorted at least one row, longest first */
    static PackedSequence of(List<int[]> sorted) {
        int steps = sorted.get(0).length;
        int[] offsets = new int[steps + 1];
        int active = sorted.size();
        for (int time = 0; time < steps; time++) {
            while (sorted.get(active - 1).length <= time) {
                active--;
            }
            offsets[time + 1] = offsets[time] + active;
        }
        return new PackedSequence(sorted, offsets);
    }

    /**
     * Divides rows, longest first, into batches of as many rows as fit, at least one.
     *
     * @param mostTokens maximum tokens of a batch, counted as if it were padded
     */
    static List<PackedSequence> cut(List<int[]> sorted, int mostTokens) {
        List<PackedSequence> batches = new ArrayList<>();
        int from = 0;
        while (from < sorted.size()) {
            int rows = Math.max(1, mostTokens / sorted.get(from).length);
            int to = Math.min(sorted.size(), from + rows);
            batches.add(of(sorted.subList(from, to)));
            from = to;
        }
        return batches;
    }

    int rows() {
        return sorted.size();
    }

    int steps() {
        return offsets.length - 1;
    }

    /** Total number of places. */
    int tokens() {
        return offsets[steps()];
    }

    /** Number of rows that have a place at this step. */
    int active(int time) {
        return offsets[time + 1] - offsets[time];
    }

    /** Place of the first row's token at this step; those of the other rows follow. */
    int offset(int time) {
        return offsets[time];
    }

    /**
     * Where a stretch of steps ends that begins at {@code start} and has at most {@code most} places, or is a single
     * step.
     */
    int stretchFrom(int start, int most) {
        int end = start + 1;
        while (end < steps() && offsets[end + 1] - offsets[start] <= most) {
            end++;
        }
        return end;
    }

    /**
     * Where a stretch of steps begins that ends at {@code end} and has at most {@code most} places, or is a single step.
     */
    int stretchTo(int end, int most) {
        int start = end - 1;
        while (start > 0 && offsets[end] - offsets[start - 1] <= most) {
            start--;
        }
        return start;
    }

    /** Number of tokens in a row. */
    int length(int row) {
        return sorted.get(row).length;
    }

    /** @param fromEnd whether the row is read from its end */
    int token(int row, int time, boolean fromEnd) {
        return sorted.get(row)[fromEnd ? length(row) - 1 - time : time];
    }
}
