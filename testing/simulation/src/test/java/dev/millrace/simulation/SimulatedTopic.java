package dev.millrace.simulation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One compacted partition as the broker keeps it, and everything that was ever written to it, for the invariants. */
public final class SimulatedTopic<V> {

    private final TreeMap<Long, Entry<V>> log = new TreeMap<>();
    private final TreeMap<Long, Entry<V>> history = new TreeMap<>();
    private final Map<SimulatedTransaction, Long> unmarked = new LinkedHashMap<>();
    private final Map<String, Entry<V>> newest = new HashMap<>();
    private long folded;
    private long end;

    /** @param value empty for a tombstone, and for bytes that cannot be read */
    public record Entry<V>(
            long offset,
            String key,
            @Nullable V value,
            @Nullable SimulatedTransaction transaction) {

        boolean isCommitted() {
            return transaction == null || transaction.isCommitted();
        }
    }

    /** Appends a record; null is a tombstone, and no transaction commits it at once. */
    public void append(String key, @Nullable V value, @Nullable SimulatedTransaction transaction) {
        Entry<V> entry = new Entry<>(end, key, value, transaction);
        log.put(end, entry);
        history.put(end, entry);
        if (transaction != null) {
            unmarked.putIfAbsent(transaction, end);
        }
        end++;
    }

    /** Writes the marker of a decided transaction; from now on readers may pass. */
    public void mark(SimulatedTransaction transaction) {
        if (unmarked.remove(transaction) != null) {
            end++;
        }
    }

    /** Whether the transaction's marker was written. */
    public boolean isMarked(SimulatedTransaction transaction) {
        return !unmarked.containsKey(transaction);
    }

    /** Whether readers can read past everything of a decided transaction. */
    public boolean isReadable(SimulatedTransaction transaction) {
        return isMarked(transaction)
                && history.tailMap(stableEnd()).values().stream().noneMatch(each -> each.transaction() == transaction);
    }

    /** How far readers of committed records may read. */
    public long stableEnd() {
        return unmarked.values().stream().mapToLong(Long::longValue).min().orElse(end);
    }

    /** The offset after the last record. */
    public long writtenEnd() {
        return end;
    }

    /** What readers of committed records find from {@code from} on. */
    public List<Entry<V>> committedFrom(long from) {
        return log.subMap(from, Math.max(from, stableEnd())).values().stream()
                .filter(Entry::isCommitted)
                .toList();
    }

    /** The record at that offset; empty if there is none or compaction removed it. */
    public Optional<Entry<V>> at(long offset) {
        return Optional.ofNullable(log.get(offset)).filter(Entry::isCommitted);
    }

    /** The newest committed record of each key, whatever compaction has removed; a tombstone counts as none. */
    public Map<String, Entry<V>> newest() {
        long stable = stableEnd();
        for (Entry<V> entry : history.subMap(folded, Math.max(folded, stable)).values()) {
            if (entry.isCommitted() && entry.value() == null) {
                newest.remove(entry.key());
            } else if (entry.isCommitted()) {
                newest.put(entry.key(), entry);
            }
        }
        folded = Math.max(folded, stable);
        return Collections.unmodifiableMap(newest);
    }

    /** The same for everything committed, whether or not readers may read it yet. */
    Map<String, Entry<V>> newestDecided() {
        Map<String, Entry<V>> decided = new HashMap<>(newest());
        for (Entry<V> entry : history.tailMap(folded).values()) {
            if (entry.isCommitted()) {
                decided.put(entry.key(), entry);
            }
        }
        decided.values().removeIf(entry -> entry.value() == null);
        return decided;
    }

    /**
     * Keeps the newest of each key among the committed records before {@code upTo}; removes aborted records.
     *
     * @param tombstonesBefore an offset that every reader has passed; tombstones before it may be removed too
     */
    int compact(long upTo, long tombstonesBefore) {
        Set<String> seen = new HashSet<>();
        List<Long> removed = new ArrayList<>();
        for (Entry<V> entry :
                log.headMap(Math.min(upTo, stableEnd()), false).descendingMap().values()) {
            boolean isNewest = entry.isCommitted() && seen.add(entry.key());
            boolean isSpent = entry.value() == null && entry.offset() < tombstonesBefore;
            if (!isNewest || isSpent) {
                removed.add(entry.offset());
            }
        }
        removed.forEach(log::remove);
        return removed.size();
    }
}
