package dev.millrace.trainer.runs;

import dev.millrace.model.artifact.Provenance.OffsetRange;
import dev.millrace.trainer.training.Trigger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * What is known of a run when it starts.
 *
 * @param data the records that it can see
 */
record RunStart(Trigger trigger, Instant startedAt, List<OffsetRange> data, long seed) {

    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    RunStart {
        data = List.copyOf(data);
    }

    /** The run's identity: its start time in UTC, to the millisecond. */
    String run() {
        return NAME.format(startedAt);
    }
}
