package dev.millrace.schemas;

import org.apache.kafka.common.serialization.Serde;

/** A topic's name with the only serdes that may read or write it. */
public record Topic<K, V>(String name, Serde<K> keySerde, Serde<V> valueSerde) {}
