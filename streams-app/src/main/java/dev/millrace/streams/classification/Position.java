package dev.millrace.streams.classification;

/** Where a record stands in Kafka. */
record Position(String topic, int partition, long offset) {}
