package dev.millrace.benchmarks.stream;

import dev.millrace.benchmarks.platform.BenchmarkFailure;
import java.util.BitSet;

/** Counts which records of a round have been answered, and how many answers were repeated. Not thread-safe. */
final class AnswerCount {

    private final long first;
    private final int expected;
    private final BitSet answered;
    private int distinct;
    private long repeated;

    /** @param first number of the round; lower numbers belong to earlier rounds, which are complete */
    AnswerCount(long first, int expected) {
        this.first = first;
        this.expected = expected;
        this.answered = new BitSet(expected);
    }

    /**
     * Counts an answer.
     *
     * @throws BenchmarkFailure for an answer to a record that was never sent
     */
    void take(long number) {
        long place = number - first;
        if (number < 0 || place >= expected) {
            throw new BenchmarkFailure("an answer has the number " + number + ", required 0 to "
                    + (first + expected - 1) + ", the records sent");
        }
        if (place < 0 || answered.get((int) place)) {
            repeated++;
        } else {
            answered.set((int) place);
            distinct++;
        }
    }

    boolean isComplete() {
        return distinct == expected;
    }

    /** Number of records answered so far. */
    int distinct() {
        return distinct;
    }

    int expected() {
        return expected;
    }

    /** @throws BenchmarkFailure when an answer was repeated */
    void requireOneEach(Row row) {
        if (repeated > 0) {
            throw new BenchmarkFailure(row.name() + ": required one answer a record, got " + repeated
                    + " answers more than " + distinct + " records");
        }
    }
}
