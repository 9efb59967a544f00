package dev.millrace.benchmarks.stream;

/**
 * What a rate costs.
 *
 * @param load share of the sustainable rate
 * @param perSecond records sent a second
 */
record Latency(double load, double perSecond, double p50Millis, double p99Millis) {}
