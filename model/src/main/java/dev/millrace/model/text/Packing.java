package dev.millrace.model.text;

import java.util.ArrayList;
import java.util.List;

/**
 * How the tokens of a batch lie in one array: step by step, at each step the rows that have a place there. Rows come
 * sorted by length, longest first. Either only real tokens have a place, or every row is padded to the same length.
 */
final class Packing {

    private static final int LARGEST_GROUP = 16;
    private static final int STEP_MULTIPLE = 16;

    private final List<int[]> sorted;
    private final int[] offsets;

    private Packing(List<int[]> sorted, int[] offsets) {
        this.sorted = sorted;
        this.offsets = offsets;
    }

    /** Without padding: the rows still running at a step are the first ones. */
    static Packing of(List<int[]> sorted) {
        int steps = sorted.isEmpty() ? 0 : sorted.get(0).length;
        int[] offsets = new int[steps + 1];
        int active = sorted.size();
        for (int time = 0; time < steps; time++) {
            while (sorted.get(active - 1).length <= time) {
                active--;
            }
            offsets[time + 1] = offsets[time] + active;
        }
        return new Packing(sorted, offsets);
    }

    /**
     * Padded groups of 16, 8, 4, 2 or 1 rows, each as long as its longest row, rounded up to 16 steps: few shapes, little
     * padding.
     */
    static List<Packing> padded(List<int[]> sorted) {
        List<Packing> groups = new ArrayList<>();
        int from = 0;
        while (from < sorted.size()) {
            int rows = Math.min(LARGEST_GROUP, Integer.highestOneBit(sorted.size() - from));
            groups.add(padded(sorted.subList(from, from + rows), STEP_MULTIPLE));
            from += rows;
        }
        return groups;
    }

    private static Packing padded(List<int[]> group, int multiple) {
        int steps = (group.get(0).length + multiple - 1) / multiple * multiple;
        int[] offsets = new int[steps + 1];
        for (int time = 0; time <= steps; time++) {
            offsets[time] = time * group.size();
        }
        return new Packing(group, offsets);
    }

    int rows() {
        return sorted.size();
    }

    int steps() {
        return offsets.length - 1;
    }

    /** Places in all, padding included. */
    int tokens() {
        return offsets[steps()];
    }

    /** Rows that have a place at this step. */
    int active(int time) {
        return offsets[time + 1] - offsets[time];
    }

    /** Place of the first row's token at this step; the other rows' follow. */
    int offset(int time) {
        return offsets[time];
    }

    /** Real tokens of a row. */
    int length(int row) {
        return sorted.get(row).length;
    }

    int token(int row, int time) {
        return sorted.get(row)[time];
    }

    /** The same rows, each read from its own end. */
    int tokenFromEnd(int row, int time) {
        return sorted.get(row)[length(row) - 1 - time];
    }
}
