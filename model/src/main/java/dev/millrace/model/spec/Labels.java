package dev.millrace.model.spec;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;

/** The classes of a model, in the order of its network's outputs: at least two, distinct, none blank. */
public record Labels(List<String> names) {

    public Labels {
        names = List.copyOf(names);
        if (names.size() < 2) {
            throw new IllegalArgumentException("a model needs at least 2 labels, got " + names);
        }
        if (new HashSet<>(names).size() < names.size()) {
            throw new IllegalArgumentException("labels must be distinct, got " + names);
        }
        if (names.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("labels must not be blank, got " + names);
        }
    }

    /** Creates labels in the given order. */
    public static Labels of(String... names) {
        return new Labels(List.of(names));
    }

    /** Number of labels. */
    public int size() {
        return names.size();
    }

    /** The label at {@code index}, from 0. */
    public String name(int index) {
        return names.get(index);
    }

    /** The index of {@code name}; empty if it is not one of these labels. */
    public OptionalInt indexOf(String name) {
        int index = names.indexOf(name);
        return index < 0 ? OptionalInt.empty() : OptionalInt.of(index);
    }
}
