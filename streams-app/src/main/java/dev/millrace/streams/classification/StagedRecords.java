package dev.millrace.streams.classification;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The staged records of one thread, by partition and in offset order. Not thread-safe.
 *
 * <p>It only references records that Kafka Streams holds anyway. A partition with {@link #CAPACITY} records accepts no more;
 * the others are classified without look-ahead.
 */
final class StagedRecords {

    /** Maximum records per partition; more than Kafka Streams buffers before it pauses fetching. */
    static final int CAPACITY = 10_000;

    private final Map<Integer, Deque<StagedRecord>> partitions = new TreeMap<>();

    /** Adds a record. If its offset is not after the last one, the partition is read again and its old records are dropped. */
    void add(int partition, StagedRecord record) {
        Deque<StagedRecord> records = partitions.computeIfAbsent(partition, any -> new ArrayDeque<>());
        if (!records.isEmpty() && records.getLast().offset() >= record.offset()) {
            records.clear();
        }
        if (records.size() < CAPACITY) {
            records.addLast(record);
        }
    }

    /** Removes the record at that offset and all before it; empty if it was never added. */
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

    /** Visits the remaining records of {@code partition}, then of the others, until {@code visitor} returns false. */
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
