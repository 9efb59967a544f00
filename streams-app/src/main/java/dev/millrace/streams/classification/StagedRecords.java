package dev.millrace.streams.classification;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The records of one thread, by partition and in the order of their offsets. Not thread-safe.
 *
 * <p>Holds references to what Kafka Streams holds anyway. A partition that has {@link #CAPACITY} records notes no more:
 * what is not noted is classified all the same, without looking ahead.
 */
final class StagedRecords {

    /** Records of a partition: more than a partition has before Kafka Streams stops fetching it. */
    static final int CAPACITY = 10_000;

    private final Map<Integer, Deque<StagedRecord>> partitions = new TreeMap<>();

    /** An offset that is not after the last one means that the partition is read again: what was noted of it is dropped. */
    void add(int partition, StagedRecord record) {
        Deque<StagedRecord> records = partitions.computeIfAbsent(partition, any -> new ArrayDeque<>());
        if (!records.isEmpty() && records.getLast().offset() >= record.offset()) {
            records.clear();
        }
        if (records.size() < CAPACITY) {
            records.addLast(record);
        }
    }

    /** Removes the record of that offset and those before it; none where it was never noted. */
    Optional<StagedRecord> take(int partition, long offset) {
        Deque<StagedRecord> records = partitions.get(partition);
        while (records != null && !records.isEmpty() && records.getFirst().offset() <= offset) {
            StagedRecord head = records.removeFirst();
            if (head.offset() == offset) {
                return Optional.of(head);
            }
        }
        return Optional.empty();
    }

    /** Shows what is left of {@code partition}, then of the others, until {@code visitor} says false. */
    void visitAfter(int partition, Predicate<StagedRecord> visitor) {
        Deque<StagedRecord> own = partitions.get(partition);
        if (own != null && !visit(own, visitor)) {
            return;
        }
        for (Deque<StagedRecord> records : partitions.values()) {
            if (records != own && !visit(records, visitor)) {
                return;
            }
        }
    }

    void forget(int partition) {
        partitions.remove(partition);
    }

    int size() {
        return partitions.values().stream().mapToInt(Deque::size).sum();
    }

    private static boolean visit(Deque<StagedRecord> records, Predicate<StagedRecord> visitor) {
        for (StagedRecord record : records) {
            if (!visitor.test(record)) {
                return false;
            }
        }
        return true;
    }
}
