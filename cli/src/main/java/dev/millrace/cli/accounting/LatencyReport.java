package dev.millrace.cli.accounting;

/** From sending an input to reading its prediction, milliseconds; 0 where nothing was measured. */
public record LatencyReport(double p50, double p99) {}
