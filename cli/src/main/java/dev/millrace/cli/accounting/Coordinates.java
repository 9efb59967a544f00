package dev.millrace.cli.accounting;

/** Names an input record for good. */
public record Coordinates(String topic, int partition, long offset) {}
