package dev.millrace.cli.accounting;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/**
 * The audit of a task. Its JSON form is a contract.
 *
 * @param sent number of inputs that the broker acknowledged
 * @param predicted number of these with a prediction
 * @param deadLetters number of these with a dead letter
 * @param lost number of these with neither, although the streams app has committed a later offset
 * @param duplicated number of predictions and dead letters beyond the first per input
 * @param swaps number of versions after the first
 * @param lag number of inputs that the streams app has not committed
 * @param versions in order of activation
 */
public record TaskReport(
        long sent,
        long predicted,
        long deadLetters,
        long lost,
        long duplicated,
        long swaps,
        long lag,
        LatencyReport latencyMillis,
        List<VersionReport> versions) {

    public TaskReport {
        versions = List.copyOf(versions);
    }

    /** Whether each input has exactly one answer. */
    @JsonIgnore
    public boolean isClean() {
        return lost == 0 && duplicated == 0;
    }
}
