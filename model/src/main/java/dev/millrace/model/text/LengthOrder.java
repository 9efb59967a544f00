package dev.millrace.model.text;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The packing order of a batch: longest first. */
final class LengthOrder {

    private LengthOrder() {}

    /** Indexes into {@code texts}, longest first; texts of equal length keep their order. */
    static Integer[] longestFirst(List<int[]> texts) {
        Integer[] order = new Integer[texts.size()];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingInt((Integer i) -> -texts.get(i).length));
        return order;
    }
}
