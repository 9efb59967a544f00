package dev.millrace.cli.accounting;

/**
 * How a task stands.
 *
 * @param version of the newest prediction, empty where there is none
 * @param accuracy share of right among the last judged predictions
 * @param judged how many these are
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
