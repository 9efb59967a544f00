package dev.millrace.cli.accounting;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/**
 * The account of a task. Its form as JSON is a contract.
 *
 * @param sent inputs that the broker acknowledged
 * @param predicted of these, those with a prediction
 * @param deadLetters of these, those with a dead letter
 * @param lost of these, those with neither although the streams app's committed offsets are past them
 * @param duplicated predictions and dead letters beyond the first of their input
 * @param swaps versions that came after the first
 * @param lag inputs not yet taken, by the streams app's committed offsets
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
