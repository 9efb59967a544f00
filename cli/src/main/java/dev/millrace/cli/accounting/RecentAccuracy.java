package dev.millrace.cli.accounting;

import java.util.BitSet;

/** The share of correct answers among the last judged predictions. Not thread-safe. */
final class RecentAccuracy {

    private static final int WINDOW = 200;

    private final BitSet right = new BitSet(WINDOW);
    private long added;

    void add(boolean isRight) {
        right.set((int) (added % WINDOW), isRight);
        added++;
    }

    int size() {
        return (int) Math.min(added, WINDOW);
    }

    double accuracy() {
        return added == 0 ? 0 : (double) right.cardinality() / size();
    }
}
