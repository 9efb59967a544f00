package dev.millrace.trainer;

import dev.millrace.fixtures.TestTopics;
import dev.millrace.model.artifact.Sha256;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.modelregistry.ModelKeys;
import dev.millrace.records.ModelAlias;
import dev.millrace.records.ModelChunk;
import dev.millrace.records.ModelManifest;
import dev.millrace.records.ModelRecord;
import dev.millrace.records.OperatorAlias;
import dev.millrace.records.TrainerAlias;
import dev.millrace.schemas.Topic;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Writes image models and aliases, valid and damaged ones, without a trainer. */
record ServedModels(TestTopics installed) {

    /** Makes any bytes the champion: one chunk, its manifest, and the trainer's alias. */
    void serve(String version, byte[] content, List<String> labels) {
        String digest = Sha256.of(content).hex();
        ModelManifest manifest = ModelManifest.newBuilder()
                .setTask(DefaultTasks.IMAGE.id())
                .setVersion(version)
                .setSha256(digest)
                .setBytes(content.length)
                .setChunks(1)
                .setCreatedAt(0)
                .setLabels(labels)
                .setExamples(1)
                .setMetrics(Map.of())
                .build();
        ModelChunk chunk = new ModelChunk(digest, 0, 1, ByteBuffer.wrap(content));
        send(installed.topics().models(), ModelKeys.chunk(DefaultTasks.IMAGE.id(), version, 0), new ModelRecord(chunk));
        send(
                installed.topics().models(),
                ModelKeys.manifest(DefaultTasks.IMAGE.id(), version),
                new ModelRecord(manifest));
        send(
                installed.topics().modelAliases(),
                ModelKeys.trainerAlias(DefaultTasks.IMAGE.id()),
                new ModelAlias(new TrainerAlias(version, null)));
    }

    void pin(String version) {
        send(
                installed.topics().modelAliases(),
                ModelKeys.operatorAlias(DefaultTasks.IMAGE.id()),
                new ModelAlias(new OperatorAlias(version, "a test", 0L, null)));
    }

    void unpin() {
        sendBytes(installed.topics().modelAliases().name(), ModelKeys.operatorAlias(DefaultTasks.IMAGE.id()), null);
    }

    /** Writes bytes that are not an alias, under the trainer's key. */
    void spoilTheTrainersAlias() {
        sendBytes(
                installed.topics().modelAliases().name(),
                ModelKeys.trainerAlias(DefaultTasks.IMAGE.id()),
                new byte[] {7, 7, 7});
    }

    private <V> void send(Topic<String, V> topic, String key, V value) {
        sendBytes(topic.name(), key, topic.valueSerde().serializer().serialize(topic.name(), value));
    }

    private void sendBytes(String topic, String key, byte @Nullable [] value) {
        try (KafkaProducer<String, byte[]> producer = installed.producer(Map.of())) {
            var unused = producer.send(new ProducerRecord<>(topic, key, value));
        }
    }
}
