package dev.millrace.modelregistry;

import dev.millrace.model.spec.Task;
import dev.millrace.modelregistry.chunks.ChunkSplitter;
import dev.millrace.records.ModelRecord;
import dev.millrace.schemas.KafkaConnection;
import dev.millrace.schemas.Topics;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Follows the models and model-aliases topics from the beginning, without a consumer group, and reads only committed records.
 * Of a version it reads the first chunk and the manifest, and {@link #fetch} the rest.
 * Not thread-safe, except for {@link #wakeup}. After any exception other than a wakeup, close it and open a new one, because
 * it may have skipped records.
 */
public final class ModelLog implements ModelSource, AutoCloseable {

    private static final int PARTITION = 0;

    /** Far less than a day, which is how long compaction keeps tombstones for slow readers. */
    private static final Duration MAX_IDLE = Duration.ofHours(1);

    private static final Duration FETCH_TIMEOUT = Duration.ofSeconds(30);

    private static final int FETCH_BYTES = ChunkSplitter.CHUNK_BYTES + (16 << 10);

    /** The largest artifact that {@link #fetch} assembles, in bytes. */
    public static final long MAX_ARTIFACT_BYTES = 256L << 20;

    private final KafkaConnection connection;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Topics topics;
    private final TopicPartition models;
    private final TopicPartition aliases;
    private final Duration maxIdle;
    private final RecordIndexer indexer;
    private final ModelPartition partition;
    private ModelIndex index = new ModelIndex();
    private long lastPollAt = System.nanoTime();

    private ModelLog(
            KafkaConnection connection, KafkaConsumer<String, byte[]> consumer, Topics topics, Duration maxIdle) {
        this.connection = connection;
        this.maxIdle = maxIdle;
        this.consumer = consumer;
        this.topics = topics;
        this.indexer = new RecordIndexer(topics);
        this.models = new TopicPartition(topics.models().name(), PARTITION);
        this.aliases = new TopicPartition(topics.modelAliases().name(), PARTITION);
        this.partition = new ModelPartition(consumer, models, FETCH_TIMEOUT);
        consumer.assign(List.of(models, aliases));
        consumer.seekToBeginning(List.of(models, aliases));
    }

    /** Opens the log at its beginning and reads nothing yet. The caller closes it. */
    public static ModelLog open(KafkaConnection connection, Topics topics) {
        return open(connection, topics, MAX_IDLE);
    }

    /**
     * Opens the log at its beginning and reads nothing yet. The caller closes it.
     *
     * @param maxIdle {@link #readToEnd} starts over from the beginning when the last poll is longer ago than this
     */
    public static ModelLog open(KafkaConnection connection, Topics topics, Duration maxIdle) {
        Map<String, Object> properties = new HashMap<>(connection.properties());
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // One chunk a request: what a version's first chunk is followed by is mostly left out.
        properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        return new ModelLog(
                connection,
                new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer()),
                topics,
                maxIdle);
    }

    /** Opens the log and reads it to its end; the caller closes it. */
    public static ModelLog openAtEnd(KafkaConnection connection, Topics topics) {
        ModelLog log = open(connection, topics);
        try {
            log.readToEnd();
            return log;
        } catch (RuntimeException e) {
            log.close();
            throw e;
        }
    }

    /**
     * Reads everything committed when the call began.
     *
     * @throws TimeoutException when no record arrives for 30 seconds before the end is reached
     */
    public void readToEnd() {
        if (System.nanoTime() - lastPollAt > maxIdle.toNanos()) {
            index = new ModelIndex();
            consumer.seekToBeginning(List.of(models, aliases));
        }
        Map<TopicPartition, Long> ends = consumer.endOffsets(List.of(models, aliases));
        long lastRecordAt = System.nanoTime();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            if (poll(Duration.ofMillis(100))) {
                lastRecordAt = System.nanoTime();
            } else if (System.nanoTime() - lastRecordAt > FETCH_TIMEOUT.toNanos()) {
                throw new TimeoutException(
                        "the end of the model topics was not reached: no record came for " + FETCH_TIMEOUT);
            }
        }
    }

    /**
     * Reads every model record written before the call, including those in transactions that were still open.
     *
     * @throws TimeoutException when a transaction stays open for longer than {@code timeout}
     */
    public void readModelsPastOpenTransactions(Duration timeout) {
        readPastOpenTransactions(models, timeout);
    }

    /**
     * Reads every alias written before the call, including those in transactions that were still open.
     *
     * @throws TimeoutException when a transaction stays open for longer than {@code timeout}
     */
    public void readAliasesPastOpenTransactions(Duration timeout) {
        readPastOpenTransactions(aliases, timeout);
    }

    private void readPastOpenTransactions(TopicPartition partition, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        long end = WrittenEnd.of(connection, partition);
        while (consumer.position(partition) < end) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException(
                        "a transaction on " + partition + " has been open for longer than " + timeout);
            }
            poll(Duration.ofMillis(100));
        }
    }

    /** Reads the records available, waiting at most {@code timeout} for the first one; returns whether there were any. */
    public boolean poll(Duration timeout) {
        ConsumerRecords<String, byte[]> polled = consumer.poll(timeout);
        lastPollAt = System.nanoTime();
        polled.records(aliases).forEach(alias -> indexer.acceptAlias(alias, index));
        indexModels(polled.records(models));
        return !polled.isEmpty();
    }

    private void indexModels(List<ConsumerRecord<String, byte[]>> polled) {
        Queue<ConsumerRecord<String, byte[]>> records = new ArrayDeque<>(polled);
        while (!records.isEmpty()) {
            ConsumerRecord<String, byte[]> record = records.remove();
            Optional<ChunkSkip> chunks = indexer.acceptModel(record, index);
            if (chunks.isPresent()) {
                List<ConsumerRecord<String, byte[]>> fromManifest = partition.fromManifest(chunks.get());
                if (!fromManifest.isEmpty()) {
                    index.accept(chunks.get());
                    records.clear();
                    records.addAll(fromManifest);
                }
            }
        }
    }

    @Override
    public ModelCatalog catalog() {
        return index.catalog();
    }

    /** Number of records skipped so far because they could not be read. */
    public long unreadable() {
        return indexer.unreadable();
    }

    /** Makes a waiting {@link #poll}, or else the next one, throw Kafka's WakeupException. Any thread may call this. */
    public void wakeup() {
        consumer.wakeup();
    }

    /**
     * Reads a version's chunks from the topic and assembles its artifact.
     *
     * @throws TimeoutException when the broker does not answer in time; the model may still exist
     */
    @Override
    public byte[] fetch(Task task, String version) {
        long resumeAt = consumer.position(models);
        try {
            return new ModelAssembly(index, this::read, MAX_ARTIFACT_BYTES).assemble(task, version);
        } finally {
            consumer.seek(models, resumeAt);
        }
    }

    private Optional<ModelRecord> read(long offset) {
        ConsumerRecord<String, byte[]> polled = partition.from(offset).get(0);
        return polled.offset() > offset
                ? Optional.empty()
                : Optional.ofNullable(
                        topics.models().valueSerde().deserializer().deserialize(models.topic(), polled.value()));
    }

    /** Bytes received from brokers so far. */
    double bytesReceived() {
        return consumer.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals("incoming-byte-total"))
                .filter(metric -> metric.getKey().group().equals("consumer-metrics"))
                .mapToDouble(metric -> (double) metric.getValue().metricValue())
                .sum();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
