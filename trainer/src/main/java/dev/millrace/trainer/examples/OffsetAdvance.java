package dev.millrace.trainer.examples;

import dev.millrace.model.artifact.Provenance.OffsetRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The records read since the last batch, skipped ones included: one range per partition. */
public record OffsetAdvance(List<OffsetRange> ranges) {

    public OffsetAdvance {
        ranges = List.copyOf(ranges);
    }

    /** An advance in which no partition moved. */
    public static OffsetAdvance none() {
        return new OffsetAdvance(List.of());
    }

    /**
     * Extends the earlier ranges to the ends of these. If a range starts before the earlier one, the topic was recreated
     * and the range starts afresh.
     */
    List<OffsetRange> after(List<OffsetRange> before) {
        List<OffsetRange> after = new ArrayList<>();
        for (OffsetRange range : before) {
            after.add(advanceOf(range).map(advance -> joined(range, advance)).orElse(range));
        }
        for (OffsetRange advance : ranges) {
            if (before.stream().noneMatch(range -> isSamePartition(range, advance))) {
                after.add(advance);
            }
        }
        return after;
    }

    private Optional<OffsetRange> advanceOf(OffsetRange range) {
        return ranges.stream()
                .filter(advance -> isSamePartition(range, advance))
                .findFirst();
    }

    private static OffsetRange joined(OffsetRange range, OffsetRange advance) {
        long from = advance.from() < range.to() ? advance.from() : range.from();
        return new OffsetRange(range.topic(), range.partition(), from, advance.to());
    }

    private static boolean isSamePartition(OffsetRange one, OffsetRange other) {
        return one.topic().equals(other.topic()) && one.partition() == other.partition();
    }
}
