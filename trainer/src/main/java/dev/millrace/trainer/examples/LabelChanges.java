package dev.millrace.trainer.examples;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** How one batch changes the labels and the numbers of their examples. Takes effect with {@link #written}. */
final class LabelChanges {

    private final LabelNames labels;
    private final Map<String, Integer> added = new LinkedHashMap<>();
    private final Map<Integer, Integer> differences = new HashMap<>();
    private int nextFree;

    LabelChanges(LabelNames labels) {
        this.labels = labels;
    }

    /** The number of a label; a label that no example has yet gets one. */
    int numberOf(String name) {
        return labels.find(name)
                .orElseGet(() -> added.computeIfAbsent(name, unknown -> {
                    int number = labels.free(nextFree);
                    nextFree = number + 1;
                    return number;
                }));
    }

    /** One more example has the label. */
    void gained(int number) {
        differences.merge(number, 1, Integer::sum);
    }

    /** One example less has the label. */
    void lost(int number) {
        differences.merge(number, -1, Integer::sum);
    }

    /** Adds the rows of labels that appear and disappear. */
    void plan(Changes changes) throws IOException {
        for (Map.Entry<String, Integer> label : added.entrySet()) {
            if (difference(label.getValue()) > 0) {
                changes.put(Table.LABELS, LabelNames.key(label.getValue()), LabelNames.value(label.getKey()));
            }
        }
        Set<Integer> isNew = new HashSet<>(added.values());
        for (int number : differences.keySet()) {
            if (!isNew.contains(number) && remaining(number) == 0) {
                changes.delete(Table.LABELS, LabelNames.key(number));
            }
        }
    }

    /** Confirms that the changes were written. */
    void written() {
        added.forEach((name, number) -> {
            int examples = Objects.requireNonNullElse(differences.remove(number), 0);
            if (examples > 0) {
                labels.put(number, name, examples);
            }
        });
        for (int number : differences.keySet()) {
            int examples = remaining(number);
            if (examples == 0) {
                labels.forget(number);
            } else {
                labels.put(number, labels.name(number), examples);
            }
        }
    }

    private int difference(int number) {
        return Objects.requireNonNullElse(differences.get(number), 0);
    }

    private int remaining(int number) {
        return labels.examples(number) + difference(number);
    }
}
