package dev.millrace.trainer.examples;

import dev.millrace.model.artifact.Provenance.OffsetRange;
import java.util.List;
import java.util.OptionalLong;

/**
 * How far a store has come.
 *
 * @param arrivals all labels that ever arrived: new content, and new labels for known content
 * @param learned the {@code arrivals} that the last finished run could see
 * @param data the stored records of each partition, from the first one read to the next one to read
 */
public record StoreProgress(long arrivals, long learned, List<OffsetRange> data) {

    public StoreProgress {
        data = List.copyOf(data);
    }

    static StoreProgress none() {
        return new StoreProgress(0, 0, List.of());
    }

    /** Number of labels that no finished run has seen. */
    public long unlearned() {
        return arrivals - learned;
    }

    /** The next offset to read of a partition; empty if nothing was read yet. */
    public OptionalLong nextOffset(String topic, int partition) {
        return data.stream()
                .filter(range -> range.topic().equals(topic) && range.partition() == partition)
                .mapToLong(OffsetRange::to)
                .findFirst();
    }
}
