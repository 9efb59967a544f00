package dev.millrace.model.text;

import java.util.List;

/**
 * How the tokens of a batch lie in one array: step by step, at each step the rows that have a token there. Rows must come
 * sorted by length, longest first.
 */
final class Packing {

    private final List<int[]> sorted;
    private final int[] offsets;

    private Packing(List<int[]> sorted, int[] offsets) {
        this.sorted = sorted;
        this.offsets = offsets;
    }

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

    int rows() {
        return sorted.size();
    }

    int steps() {
        return offsets.length - 1;
    }

    int tokens() {
        return offsets[steps()];
    }

    int active(int time) {
        return offsets[time + 1] - offsets[time];
    }

    int offset(int time) {
        return offsets[time];
    }

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
