package dev.millrace.model.text;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The order in which a batch is packed: longest first. */
final class LengthOrder {

    private LengthOrder() {}

    /** Places in {@code texts}, the longest first, equal lengths as they come. */
    static Integer[] longestFirst(List<int[]> texts) {
        Integer[] order = new Integer[texts.size()];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingInt((Integer i) -> -texts.get(i).length));
        return order;
    }
}
