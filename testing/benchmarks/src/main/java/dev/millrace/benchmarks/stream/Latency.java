package dev.millrace.benchmarks.stream;

/**
 * The latency at a given rate.
 *
 * @param load share of the sustainable rate
 * @param perSecond records sent per second
 * @param p50Millis median, in milliseconds
 * @param p99Millis 99th percentile, in milliseconds
 */
record Latency(double load, double perSecond, double p50Millis, double p99Millis) {}
