package dev.millrace.trainer.examples;

import dev.millrace.model.artifact.Provenance.OffsetRange;
import java.util.List;
import java.util.OptionalLong;

/**
 * How far a store has come.
 *
 * @param arrivals labels ever taken in: new contents, and new labels of contents already known
 * @param learned the {@code arrivals} that the last finished run could see
 * @param data the records of each partition that are in, from the first one read up to the next one to read
 */
public record StoreProgress(long arrivals, long learned, List<OffsetRange> data) {

    public StoreProgress {
        data = List.copyOf(data);
    }

    static StoreProgress none() {
        return new StoreProgress(0, 0, List.of());
    }

    /** Labels that no finished run has seen. */
    public long unlearned() {
        return arrivals - learned;
    }

    /** The next offset to read of a partition, none where nothing was read yet. */
    public OptionalLong nextOffset(String topic, int partition) {
        return data.stream()
                .filter(range -> range.topic().equals(topic) && range.partition() == partition)
                .mapToLong(OffsetRange::to)
                .findFirst();
    }
}
