package dev.millrace.schemas;

/** Names an input record for good. */
public record RecordCoordinates(String topic, int partition, long offset) {}
