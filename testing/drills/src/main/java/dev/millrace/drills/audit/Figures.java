package dev.millrace.drills.audit;

import java.time.Duration;

/**
 * Everything that is judged in a scenario.
 *
 * @param misattributed predictions whose scores the named model does not reproduce
 * @param longestStale how long another version should have served at most when an input came that was then predicted
 * @param kills of processes
 */
public record Figures(Tally tally, LabelTally labels, long misattributed, Duration longestStale, int kills) {

    /** An instance that can read Kafka serves what the aliases name within this time. */
    public static final Duration SWAP_LIMIT = Duration.ofSeconds(30);

    /**
     * Whether an instance served an outdated version for longer than {@link #SWAP_LIMIT} and the longest silence together:
     * an instance that is cut off from Kafka neither answers nor hears of a new version.
     */
    public boolean isStale() {
        return longestStale.compareTo(SWAP_LIMIT.plus(tally.longestSilence())) > 0;
    }
}
