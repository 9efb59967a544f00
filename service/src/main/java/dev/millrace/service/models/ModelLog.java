package dev.millrace.service.models;

import dev.millrace.model.Task;
import dev.millrace.model.artifact.ArtifactException;
import dev.millrace.model.artifact.Sha256;
import dev.millrace.model.transfer.Chunk;
import dev.millrace.model.transfer.ChunkAssembler;
import dev.millrace.records.ModelChunk;
import dev.millrace.records.ModelManifest;
import dev.millrace.records.ModelRecord;
import dev.millrace.schemas.MalformedRecordException;
import dev.millrace.schemas.Topics;
import dev.millrace.schemas.UnknownSchemaException;
import dev.millrace.service.KafkaConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the models and model-aliases topics: committed records only, from the beginning, without a group. Owned by one
 * thread; not thread-safe, but for {@link #wakeup}. After any exception but a wakeup it must be opened anew: it may have
 * passed over records.
 */
public final class ModelLog implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ModelLog.class);
    private static final int PARTITION = 0;
    private static final Duration FETCH_PATIENCE = Duration.ofSeconds(30);

    /** An artifact larger than this is refused before it is put together. */
    public static final long MAX_ARTIFACT_BYTES = 256L << 20;

    private final KafkaConsumer<String, byte[]> consumer;
    private final Topics topics;
    private final TopicPartition models;
    private final TopicPartition aliases;
    private final ModelIndex index = new ModelIndex();
    private long unreadable;

    private ModelLog(KafkaConsumer<String, byte[]> consumer, Topics topics) {
        this.consumer = consumer;
        this.topics = topics;
        this.models = new TopicPartition(topics.models().name(), PARTITION);
        this.aliases = new TopicPartition(topics.modelAliases().name(), PARTITION);
        consumer.assign(List.of(models, aliases));
        consumer.seekToBeginning(List.of(models, aliases));
    }

    public static ModelLog open(KafkaConnection connection, Topics topics) {
        Map<String, Object> properties = new HashMap<>(connection.properties());
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        return new ModelLog(
                new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer()), topics);
    }

    /** Reads on until everything is read that was committed then; a TimeoutException where nothing comes for long. */
    public void readToEnd() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(List.of(models, aliases));
        long lastCameAt = System.nanoTime();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            if (poll(Duration.ofMillis(100))) {
                lastCameAt = System.nanoTime();
            } else if (System.nanoTime() - lastCameAt > FETCH_PATIENCE.toNanos()) {
                throw new TimeoutException("the model topics' end was not reached, nothing came for " + FETCH_PATIENCE);
            }
        }
    }

    /** Takes what has come, waiting at most {@code wait} for the first record; true when there was any. */
    public boolean poll(Duration wait) {
        boolean any = false;
        for (ConsumerRecord<String, byte[]> polled : consumer.poll(wait)) {
            any = true;
            accept(polled);
        }
        return any;
    }

    /** What the topics say as far as they are read. */
    public ModelCatalog catalog() {
        return index.catalog();
    }

    /** Records skipped so far because they were no model records. */
    public long unreadable() {
        return unreadable;
    }

    /** Ends a {@link #poll} that waits, from any thread: it throws Kafka's WakeupException. */
    public void wakeup() {
        consumer.wakeup();
    }

    /**
     * Reads a version's chunks again and puts its artifact together.
     *
     * @throws MissingModelException when a part of it is not on the topic
     * @throws ArtifactException when the parts are not what the manifest promised
     * @throws TimeoutException when the broker does not answer: the model may well be there
     */
    public byte[] fetch(Task task, String version) {
        ModelManifest manifest = catalog()
                .manifest(task, version)
                .orElseThrow(() -> new MissingModelException("no manifest of " + task.id() + " model " + version));
        ChunkAssembler assembler = new ChunkAssembler(digest(manifest), manifest.getChunks(), MAX_ARTIFACT_BYTES);
        long resumeAt = consumer.position(models);
        consumer.pause(List.of(aliases));
        try {
            Optional<byte[]> artifact = Optional.empty();
            for (int chunk = 0; chunk < manifest.getChunks() && artifact.isEmpty(); chunk++) {
                artifact = assembler.accept(readChunk(task, version, chunk));
            }
            return artifact.orElseThrow(
                    () -> new MissingModelException(task.id() + " model " + version + " is not whole"));
        } finally {
            consumer.resume(List.of(aliases));
            consumer.seek(models, resumeAt);
        }
    }

    private Chunk readChunk(Task task, String version, int chunk) {
        String name = "chunk " + chunk + " of " + task.id() + " model " + version;
        long offset = index.chunkOffset(task, version, chunk)
                .orElseThrow(() -> new MissingModelException(name + " is not on the topic"));
        consumer.seek(models, offset);
        long deadline = System.nanoTime() + FETCH_PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            for (ConsumerRecord<String, byte[]> polled :
                    consumer.poll(Duration.ofMillis(100)).records(models)) {
                if (polled.offset() > offset) {
                    throw new MissingModelException(name + " was compacted away");
                }
                ModelRecord value =
                        topics.models().valueSerde().deserializer().deserialize(models.topic(), polled.value());
                return toChunk(name, value);
            }
        }
        throw new TimeoutException(name + " could not be read within " + FETCH_PATIENCE);
    }

    private static Chunk toChunk(String name, ModelRecord value) {
        if (!(value.getContent() instanceof ModelChunk chunk)) {
            throw new ArtifactException(name + " is no chunk");
        }
        try {
            return new Chunk(new Sha256(chunk.getSha256()), chunk.getIndex(), chunk.getCount(), chunk.getContent());
        } catch (IllegalArgumentException e) {
            throw new ArtifactException(name + ": " + e.getMessage());
        }
    }

    private static Sha256 digest(ModelManifest manifest) {
        try {
            return new Sha256(manifest.getSha256());
        } catch (IllegalArgumentException e) {
            throw new ArtifactException("manifest of model " + manifest.getVersion() + ": " + e.getMessage());
        }
    }

    private void accept(ConsumerRecord<String, byte[]> polled) {
        if (polled.key() == null) {
            skip(polled, "it has no key");
            return;
        }
        try {
            effect(polled).accept(polled.key());
        } catch (MalformedRecordException | UnknownSchemaException e) {
            skip(polled, String.valueOf(e.getMessage()));
        }
    }

    private Consumer<String> effect(ConsumerRecord<String, byte[]> polled) {
        if (polled.topic().equals(models.topic())) {
            ModelRecord value = topics.models().valueSerde().deserializer().deserialize(polled.topic(), polled.value());
            return key -> index.accept(key, value, polled.offset());
        }
        var value = topics.modelAliases().valueSerde().deserializer().deserialize(polled.topic(), polled.value());
        return key -> index.accept(key, value);
    }

    private void skip(ConsumerRecord<String, byte[]> polled, String why) {
        unreadable++;
        log.warn("Model record skipped: topic={} offset={} why={}", polled.topic(), polled.offset(), why);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
