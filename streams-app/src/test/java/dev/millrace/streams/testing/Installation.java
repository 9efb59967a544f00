package dev.millrace.streams.testing;

import dev.millrace.model.Task;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.artifact.Sha256;
import dev.millrace.model.transfer.Chunk;
import dev.millrace.model.transfer.ChunkSplitter;
import dev.millrace.records.ModelAlias;
import dev.millrace.records.ModelChunk;
import dev.millrace.records.ModelManifest;
import dev.millrace.records.ModelRecord;
import dev.millrace.records.Review;
import dev.millrace.records.TrainerAlias;
import dev.millrace.schemas.ModelKeys;
import dev.millrace.schemas.Topic;
import dev.millrace.schemas.Topics;
import dev.millrace.schemas.testing.TestKafka;
import dev.millrace.service.KafkaConnection;
import dev.millrace.service.testing.TestTopics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A fresh set of topics on the real broker, written and read as a producer, a trainer and a consumer would. */
public final class Installation implements AutoCloseable {

    private static final String SAME_FIELDS = """
            {"type": "record", "name": "Review", "namespace": "dev.millrace.records", "aliases": ["Critique"],
             "fields": [{"name": "text", "type": "string"},
                        {"name": "label", "type": ["null", "string"], "default": null}]}""".replace("\n", " ");

    private final TestTopics installed;
    private final Topics topics;
    private final KafkaProducer<String, byte[]> events;
    private final KafkaProducer<String, byte[]> trainer;

    public Installation() {
        this(new TestTopics());
    }

    /** Needs a broker that runs, the registry not yet. */
    public Installation(TestKafka kafka, String registryUrl) {
        this(new TestTopics(kafka, registryUrl));
    }

    private Installation(TestTopics installed) {
        this.installed = installed;
        this.topics = installed.topics();
        this.events = installed.producer(Map.of());
        this.trainer = installed.transactionalProducer();
    }

    public Topics topics() {
        return topics;
    }

    public KafkaConnection connection() {
        return installed.connection();
    }

    /** What a service has to be told to work on these topics. */
    public Map<String, String> environment() {
        return installed.environment();
    }

    /** Makes the topics before any service does. */
    public void makeTopics() {
        installed.make();
    }

    /** Takes a topic away, or makes it again. */
    public Admin admin() {
        return Admin.create(connection().properties());
    }

    public <V> void send(Topic<String, V> topic, String key, V value) {
        sendBytes(topic.name(), key, topic.valueSerde().serializer().serialize(topic.name(), value));
    }

    /** A review as bytes under a schema id that no reader has seen: of another subject's schema with the same fields. */
    public byte[] withNewSchemaId(Review review) {
        byte[] bytes = topics.reviews()
                .valueSerde()
                .serializer()
                .serialize(topics.reviews().name(), review);
        ByteBuffer.wrap(bytes).putInt(1, register(SAME_FIELDS));
        return bytes;
    }

    private int register(String schema) {
        String body = "{\"schema\": \"" + schema.replace("\"", "\\\"") + "\"}";
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(connection().registryUrl() + "/subjects/elsewhere-value/versions"))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            String answer = HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body();
            return Integer.parseInt(answer.replaceFirst(".*\"id\":\\s*(\\d+).*", "$1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public void sendBytes(String topic, String key, byte[] value) {
        var unused = events.send(new ProducerRecord<>(topic, key, value));
    }

    public void flush() {
        events.flush();
    }

    public void publish(Task task, String version, ModelArtifact artifact) {
        publish(task, version, artifact.toBytes(), artifact.sha256());
    }

    /** Publishes as the trainer does; {@code promised} may be wrong on purpose. */
    public void publish(Task task, String version, byte[] content, Sha256 promised) {
        trainer.beginTransaction();
        List<Chunk> chunks = ChunkSplitter.split(content, 2_000);
        for (Chunk chunk : chunks) {
            send(
                    topics.models(),
                    ModelKeys.chunk(task.id(), version, chunk.index()),
                    new ModelRecord(new ModelChunk(promised.hex(), chunk.index(), chunk.count(), chunk.content())),
                    trainer);
        }
        ModelManifest manifest = new ModelManifest(
                task.id(),
                version,
                promised.hex(),
                (long) content.length,
                chunks.size(),
                0L,
                null,
                Artifacts.LABELS.names(),
                1L,
                Map.of());
        send(topics.models(), ModelKeys.manifest(task.id(), version), new ModelRecord(manifest), trainer);
        send(
                topics.modelAliases(),
                ModelKeys.trainerAlias(task.id()),
                new ModelAlias(new TrainerAlias(version, null)),
                trainer);
        trainer.commitTransaction();
    }

    /** Every committed record of the topic so far; none while it does not exist. */
    public List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
        return installed.committed(topic);
    }

    /** The values of {@link #committed}. */
    public <V> List<V> values(Topic<String, V> topic) {
        return installed.values(topic);
    }

    private static <V> void send(Topic<String, V> topic, String key, V value, KafkaProducer<String, byte[]> producer) {
        var unused = producer.send(new ProducerRecord<>(
                topic.name(), key, topic.valueSerde().serializer().serialize(topic.name(), value)));
    }

    @Override
    public void close() {
        events.close();
        trainer.close();
        installed.close();
    }
}
