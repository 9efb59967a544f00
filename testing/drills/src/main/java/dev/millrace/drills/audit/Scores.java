package dev.millrace.drills.audit;

import java.util.Map;
import java.util.TreeMap;

/** The scores of one prediction, in the order of the label names; the names are stored as a hash, to save memory. */
@SuppressWarnings("ArrayRecordComponent") // compared by agreesWith alone
record Scores(int names, float[] values) {

    static Scores of(Map<? extends CharSequence, Float> scores) {
        TreeMap<String, Float> sorted = new TreeMap<>();
        scores.forEach((label, score) -> sorted.put(label.toString(), score));
        float[] values = new float[sorted.size()];
        int next = 0;
        for (float score : sorted.values()) {
            values[next++] = score;
        }
        return new Scores(sorted.keySet().hashCode(), values);
    }

    /** Whether all scores of the same label differ by at most {@code tolerance}. */
    boolean agreesWith(Scores other, float tolerance) {
        if (names != other.names || values.length != other.values.length) {
            return false;
        }
        for (int i = 0; i < values.length; i++) {
            if (!(Math.abs(values[i] - other.values[i]) <= tolerance)) {
                return false;
            }
        }
        return true;
    }
}
