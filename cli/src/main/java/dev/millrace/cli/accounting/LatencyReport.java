package dev.millrace.cli.accounting;

/** Latency from sending an input to reading its prediction, in milliseconds; 0 if nothing was measured. */
public record LatencyReport(double p50, double p99) {}
