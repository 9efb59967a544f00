package dev.millrace.trainer.examples;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * How many examples each group of near-copies has taken; evicted ones count until {@link #clear}. Remembers only groups with
 * more than one. Owned by one thread at a time.
 */
final class GroupSizes {

    /** A group may have so many examples, or so large a share of the stored ones. */
    private static final int SMALL = 50;

    private static final double SHARE = 0.01;

    private final Map<Long, Integer> sizes = new HashMap<>();

    /**
     * Whether the group takes no further examples. Without a limit, data that is all alike, such as the frames of one fixed
     * camera, would be a single group in a single split.
     */
    boolean isFull(long group, int stored) {
        return size(group) >= Math.max(SMALL, SHARE * stored);
    }

    /** A stored example is in the group. */
    void count(long group) {
        sizes.merge(group, 1, Integer::sum);
    }

    /** One more example joins the group, which has at least one. */
    void add(long group) {
        sizes.put(group, size(group) + 1);
    }

    /** Undoes {@link #add}. */
    void remove(long group) {
        sizes.put(group, size(group) - 1);
    }

    void forgetSingles() {
        sizes.values().removeIf(size -> size == 1);
    }

    void clear() {
        sizes.clear();
    }

    private int size(long group) {
        return Objects.requireNonNullElse(sizes.get(group), 1);
    }
}
