package dev.millrace.drills.audit;

import dev.millrace.schemas.RecordCoordinates;
import java.util.HashMap;
import java.util.Map;

/**
 * Accounts for labelled records: each input whose label the broker has must become one example, with its own content and
 * that label. Inputs and examples may come in any order. Thread-safe.
 */
public final class LabelAudit {

    private final Map<RecordCoordinates, TrueLabel> expected = new HashMap<>();
    private final Map<RecordCoordinates, Map<TrueLabel, Integer>> found = new HashMap<>();

    /** Takes an input that has a label. */
    public synchronized void expect(RecordCoordinates input, TrueLabel label) {
        expected.put(input, label);
    }

    /** Takes an example that names {@code input} as its origin. */
    synchronized void found(RecordCoordinates input, TrueLabel example) {
        found.computeIfAbsent(input, any -> new HashMap<>()).merge(example, 1, Integer::sum);
    }

    /** Whether every input that has a label is an example. */
    public synchronized boolean isComplete() {
        return found.keySet().containsAll(expected.keySet());
    }

    /** The result; call it once every example has been read. */
    public synchronized LabelTally tally() {
        long duplicated = 0;
        long wrong = 0;
        for (Map.Entry<RecordCoordinates, Map<TrueLabel, Integer>> input : found.entrySet()) {
            Map<TrueLabel, Integer> examples = input.getValue();
            duplicated += examples.values().stream().mapToInt(Integer::intValue).sum() - 1;
            TrueLabel right = expected.get(input.getKey());
            wrong += examples.entrySet().stream()
                    .filter(example -> !example.getKey().equals(right))
                    .mapToInt(Map.Entry::getValue)
                    .sum();
        }
        long lost = expected.keySet().stream()
                .filter(input -> !found.containsKey(input))
                .count();
        return new LabelTally(expected.size(), lost, duplicated, wrong);
    }
}
