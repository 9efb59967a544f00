package dev.millrace.streams.classification;

import dev.millrace.schemas.Topic;
import dev.millrace.streams.operations.ClassificationMeters;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;

/** Events → classify → predictions, or dead letters. Bytes at both ends, so that a dead letter is what came. */
final class ClassificationTopology {

    private ClassificationTopology() {}

    static Topology build(
            Topic<String, ?> events,
            String deadLetters,
            Stages stages,
            ClassifyingProcessor.Sinks sinks,
            ClassificationMeters meters) {
        String source = events.name() + "-source";
        return new Topology()
                .addSource(source, new ByteArrayDeserializer(), new ByteArrayDeserializer(), events.name())
                .addProcessor("classify", () -> new ClassifyingProcessor(stages, sinks, meters), source)
                .addSink(
                        sinks.predictionSink(),
                        sinks.predictions().name(),
                        new ByteArraySerializer(),
                        new ByteArraySerializer(),
                        "classify")
                .addSink(
                        sinks.deadLetterSink(),
                        deadLetters,
                        new ByteArraySerializer(),
                        new ByteArraySerializer(),
                        "classify");
    }
}
