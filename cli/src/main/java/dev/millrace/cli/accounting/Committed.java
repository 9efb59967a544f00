package dev.millrace.cli.accounting;

import dev.millrace.schemas.RecordCoordinates;
import java.util.Map;

/**
 * How far an input topic has been taken.
 *
 * @param offsets by partition: inputs below are done with
 * @param lag inputs at or above, in all partitions
 */
public record Committed(Map<Integer, Long> offsets, long lag) {

    public Committed {
        offsets = Map.copyOf(offsets);
    }

    /** Whether the streams app has said that it is done with the input. */
    boolean covers(RecordCoordinates input) {
        return input.offset() < offsets.getOrDefault(input.partition(), 0L);
    }
}
