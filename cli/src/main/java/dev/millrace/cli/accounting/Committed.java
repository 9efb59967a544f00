package dev.millrace.cli.accounting;

import dev.millrace.schemas.RecordCoordinates;
import java.util.Map;

/**
 * How far an input topic has been processed.
 *
 * @param offsets by partition; inputs with lower offsets are processed
 * @param lag number of inputs at or above these offsets, in all partitions
 */
public record Committed(Map<Integer, Long> offsets, long lag) {

    public Committed {
        offsets = Map.copyOf(offsets);
    }

    /** Whether the streams app has committed the input. */
    boolean covers(RecordCoordinates input) {
        return input.offset() < offsets.getOrDefault(input.partition(), 0L);
    }
}
