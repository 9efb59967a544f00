package dev.millrace.streams.classification;

import static org.apache.kafka.streams.AutoOffsetReset.earliest;

import dev.millrace.streams.deadletter.EventTime;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;

/** Turns events into predictions or dead letters. Keys and values pass through as bytes; only the processor decodes them. */
public final class ClassificationTopology {

    static final String EVENTS = "events";
    static final String CLASSIFY = "classify";
    static final String PREDICTIONS = "predictions";
    static final String JSON_PREDICTIONS = "json-predictions";
    static final String DEAD_LETTERS = "dead-letters";

    private ClassificationTopology() {}

    /** Builds the topology of one task. */
    public static <T> Topology build(ClassificationFlow<T> flow, ClassificationDependencies<T> dependencies) {
        ByteArrayDeserializer read = new ByteArrayDeserializer();
        ByteArraySerializer write = new ByteArraySerializer();
        String predictions = flow.predictions().name();
        Topology topology = new Topology()
                .addSource(earliest(), EVENTS, new EventTime(), read, read, flow.input())
                .addProcessor(CLASSIFY, () -> new ClassificationProcessor<>(dependencies), EVENTS)
                .addSink(PREDICTIONS, predictions, write, write, CLASSIFY)
                .addSink(DEAD_LETTERS, flow.deadLetters(), write, write, CLASSIFY);
        flow.jsonPredictions().ifPresent(json -> topology.addSink(JSON_PREDICTIONS, json, write, write, CLASSIFY));
        return topology;
    }
}
