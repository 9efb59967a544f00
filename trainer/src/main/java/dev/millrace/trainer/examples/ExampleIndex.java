package dev.millrace.trainer.examples;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.IntConsumer;

/**
 * Which contents are in the store, where each lies, its label, and which have to go.
 *
 * <p>Rows are in order of arrival. The newest stay; of the older ones those with the lowest lots, which depend on
 * nothing but content and seed. So the same entries replayed end in the same state, whether or not the dead ones among
 * them were compacted away meanwhile. About 70 bytes an example. Owned by one thread at a time.
 */
final class ExampleIndex {

    private static final long DEAD = -1;

    private final Retention retention;
    private final DigestTable digests = new DigestTable();
    private final List<String> labels;
    private final Map<String, Integer> labelNumbers = new HashMap<>();
    private final PriorityQueue<Integer> reservoir;
    private long[] locations = new long[1 << 10];
    private int[] lengths = new int[1 << 10];
    private int[] rowLabels = new int[1 << 10];
    private int windowStart;
    private int windowLive;

    ExampleIndex(Retention retention) {
        this(retention, List.of());
    }

    private ExampleIndex(Retention retention, List<String> labels) {
        this.retention = retention;
        this.labels = new ArrayList<>(labels);
        for (int i = 0; i < labels.size(); i++) {
            labelNumbers.put(labels.get(i), i);
        }
        this.reservoir = new PriorityQueue<>(Comparator.comparingDouble((Integer row) -> retention.lot(hash(row)))
                .reversed());
    }

    /** Examples that stay. */
    int live() {
        return windowLive + reservoir.size();
    }

    /** Rows, dead ones included. */
    int rows() {
        return digests.size();
    }

    /** Every label that ever came, by number. */
    List<String> labels() {
        return labels;
    }

    /** The row of a content that is there, -1 where it isn't. */
    int find(ContentHash hash) {
        int row = digests.find(hash);
        return row >= 0 && isLive(row) ? row : -1;
    }

    boolean isLive(int row) {
        return locations[row] != DEAD;
    }

    ContentHash hash(int row) {
        return digests.hash(row);
    }

    long location(int row) {
        return locations[row];
    }

    int length(int row) {
        return lengths[row];
    }

    int label(int row) {
        return rowLabels[row];
    }

    /**
     * Adds a content; an older row of the same content dies.
     *
     * @param onDeath told the rows that have to go, while their location can still be asked for
     */
    void add(ContentHash hash, long location, int length, String label, IntConsumer onDeath) {
        int older = find(hash);
        if (older >= 0) {
            remove(older, onDeath);
        }
        int row = digests.add(hash);
        if (row == locations.length) {
            locations = Arrays.copyOf(locations, 2 * row);
            lengths = Arrays.copyOf(lengths, 2 * row);
            rowLabels = Arrays.copyOf(rowLabels, 2 * row);
        }
        locations[row] = location;
        lengths[row] = length;
        rowLabels[row] = labelNumber(label);
        windowLive++;
        while (windowLive > retention.newest()) {
            leaveWindow(onDeath);
        }
    }

    void relabel(int row, String label) {
        rowLabels[row] = labelNumber(label);
    }

    void relocate(int row, long location) {
        locations[row] = location;
    }

    /** The same without the dead rows. Rows get other numbers, labels keep theirs. */
    ExampleIndex pruned() {
        ExampleIndex pruned = new ExampleIndex(retention, labels);
        for (int row = 0; row < rows(); row++) {
            if (isLive(row)) {
                pruned.add(hash(row), locations[row], lengths[row], labels.get(rowLabels[row]), dead -> {
                    throw new AssertionError("what was live fits");
                });
            }
        }
        return pruned;
    }

    private int labelNumber(String label) {
        return labelNumbers.computeIfAbsent(label, name -> {
            labels.add(name);
            return labels.size() - 1;
        });
    }

    private void leaveWindow(IntConsumer onDeath) {
        while (!isLive(windowStart)) {
            windowStart++;
        }
        int row = windowStart++;
        windowLive--;
        reservoir.add(row);
        if (reservoir.size() > retention.reservoir()) {
            bury(reservoir.remove(), onDeath);
        }
    }

    private void remove(int row, IntConsumer onDeath) {
        if (row >= windowStart) {
            windowLive--;
        } else {
            reservoir.remove(row);
        }
        bury(row, onDeath);
    }

    private void bury(int row, IntConsumer onDeath) {
        onDeath.accept(row);
        locations[row] = DEAD;
    }
}
