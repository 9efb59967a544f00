package dev.millrace.cli.accounting;

/**
 * The progress of a task.
 *
 * @param version the version of the newest prediction; empty if there is none
 * @param accuracy share of correct answers among the last judged predictions
 * @param judged number of these predictions
 */
public record Progress(
        long sent,
        long predicted,
        long deadLetters,
        long unanswered,
        String version,
        double accuracy,
        int judged,
        LatencyReport latency) {}
