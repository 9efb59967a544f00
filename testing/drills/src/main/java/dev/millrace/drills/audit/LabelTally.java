package dev.millrace.drills.audit;

/**
 * The result of the labels' audit.
 *
 * @param expected number of inputs that must become an example
 * @param lost number of these without an example
 * @param duplicated examples beyond the first of their input
 * @param wrong examples with another label or content than their input's, or of an input that has no label
 */
public record LabelTally(long expected, long lost, long duplicated, long wrong) {}
