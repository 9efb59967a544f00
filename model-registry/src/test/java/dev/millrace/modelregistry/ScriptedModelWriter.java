package dev.millrace.modelregistry;

import dev.millrace.fixtures.TestTopics;
import dev.millrace.model.artifact.Sha256;
import dev.millrace.modelregistry.chunks.Chunk;
import dev.millrace.modelregistry.chunks.ChunkSplitter;
import dev.millrace.records.ModelAlias;
import dev.millrace.records.ModelChunk;
import dev.millrace.records.ModelManifest;
import dev.millrace.records.ModelRecord;
import dev.millrace.records.TrainerAlias;
import dev.millrace.schemas.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Writes image models in transactions, as the trainer does, with chunks of 300 bytes unless told otherwise. */
final class ScriptedModelWriter implements AutoCloseable {

    private final int chunkBytes;
    private final Topics topics;
    private final KafkaProducer<String, byte[]> producer;
    private final CommitVisibility visibility;
    private final List<Future<RecordMetadata>> sent = new ArrayList<>();

    ScriptedModelWriter(TestTopics installed) {
        this(installed, 300);
    }

    ScriptedModelWriter(TestTopics installed, int chunkBytes) {
        this.chunkBytes = chunkBytes;
        this.topics = installed.topics();
        this.producer = installed.transactionalProducer();
        this.visibility = CommitVisibility.open(installed.connection());
    }

    void begin() {
        producer.beginTransaction();
    }

    /** Returns once readers can see it, which is a moment after the broker has said that it is committed. */
    void commit() {
        producer.commitTransaction();
        visibility.awaitReadable(sent);
        sent.clear();
    }

    void abort() {
        producer.flush();
        producer.abortTransaction();
        sent.clear();
    }

    /** Waits until the broker has what was sent; the transaction stays open. */
    void flush() {
        producer.flush();
    }

    /** Writes a single record under that key of the models topic, in a separate transaction. */
    void write(String key, byte @Nullable [] value) {
        transaction(() -> send(topics.models().name(), key, value));
    }

    /** Publishes a serving version; {@code promised} may be deliberately wrong. */
    void publish(String version, byte[] content, Sha256 promised) {
        producer.beginTransaction();
        send(version, content, promised);
        sendAlias(ModelKeys.trainerAlias("image"), new ModelAlias(new TrainerAlias(version, null)));
        commit();
    }

    /** Sends the version within a transaction that the test has begun. */
    void send(String version, byte[] content, Sha256 promised) {
        sendChunks(version, content, 0, Integer.MAX_VALUE);
        sendManifest(version, content, promised);
    }

    /** Sends some chunks of the version within a transaction that the test has begun. */
    void sendChunks(String version, byte[] content, int from, int to) {
        List<Chunk> chunks = ChunkSplitter.split(content, chunkBytes);
        for (Chunk chunk : chunks.subList(from, Math.min(to, chunks.size()))) {
            sendModel(
                    ModelKeys.chunk("image", version, chunk.index()),
                    new ModelRecord(
                            new ModelChunk(chunk.artifact().hex(), chunk.index(), chunk.count(), chunk.content())));
        }
    }

    /** Sends the version's manifest within a transaction that the test has begun. */
    void sendManifest(String version, byte[] content, Sha256 promised) {
        sendModel(
                ModelKeys.manifest("image", version),
                new ModelRecord(new ModelManifest(
                        "image",
                        version,
                        promised.hex(),
                        (long) content.length,
                        ChunkSplitter.split(content, chunkBytes).size(),
                        0L,
                        null,
                        List.of("a", "b"),
                        1L,
                        Map.of())));
    }

    private void sendModel(String key, ModelRecord value) {
        String topic = topics.models().name();
        send(topic, key, topics.models().valueSerde().serializer().serialize(topic, value));
    }

    /** Writes an alias in a separate transaction. */
    void alias(String key, @Nullable ModelAlias value) {
        transaction(() -> sendAlias(key, value));
    }

    private void sendAlias(String key, @Nullable ModelAlias value) {
        String topic = topics.modelAliases().name();
        send(topic, key, topics.modelAliases().valueSerde().serializer().serialize(topic, value));
    }

    private void send(String topic, String key, byte @Nullable [] value) {
        sent.add(producer.send(new ProducerRecord<>(topic, key, value)));
    }

    private void transaction(Runnable sends) {
        producer.beginTransaction();
        sends.run();
        commit();
    }

    @Override
    public void close() {
        visibility.close();
        producer.close();
    }
}
