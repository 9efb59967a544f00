package dev.millrace.modelregistry;

import dev.millrace.model.spec.Task;
import dev.millrace.records.ModelRecord;
import dev.millrace.schemas.KafkaConnection;
import dev.millrace.schemas.MalformedRecordException;
import dev.millrace.schemas.Topic;
import dev.millrace.schemas.Topics;
import dev.millrace.schemas.UnknownSchemaException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the models and model-aliases topics: committed records only, from the beginning, without a group. Owned by one
 * thread; not thread-safe, but for {@link #wakeup}. After any exception but a wakeup it must be opened anew: it may have
 * passed over records.
 */
public final class ModelLog implements ModelSource, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ModelLog.class);
    private static final int PARTITION = 0;

    /** Far less than the day for which compaction leaves tombstones to those who have not read them yet. */
    private static final Duration FRESH_FOR = Duration.ofHours(1);

    private static final Duration FETCH_PATIENCE = Duration.ofSeconds(30);

    /** An artifact larger than this is refused before it is put together. */
    public static final long MAX_ARTIFACT_BYTES = 256L << 20;

    private final KafkaConnection connection;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Topics topics;
    private final TopicPartition models;
    private final TopicPartition aliases;
    private final Duration freshFor;
    private ModelIndex index = new ModelIndex();
    private long readAt = System.nanoTime();
    private long unreadable;

    private ModelLog(
            KafkaConnection connection, KafkaConsumer<String, byte[]> consumer, Topics topics, Duration freshFor) {
        this.connection = connection;
        this.freshFor = freshFor;
        this.consumer = consumer;
        this.topics = topics;
        this.models = new TopicPartition(topics.models().name(), PARTITION);
        this.aliases = new TopicPartition(topics.modelAliases().name(), PARTITION);
        consumer.assign(List.of(models, aliases));
        consumer.seekToBeginning(List.of(models, aliases));
    }

    /** Opens the log at its beginning; reads nothing yet. */
    public static ModelLog open(KafkaConnection connection, Topics topics) {
        return open(connection, topics, FRESH_FOR);
    }

    /** @param freshFor after so long without reading, {@link #readToEnd} reads from the beginning */
    public static ModelLog open(KafkaConnection connection, Topics topics, Duration freshFor) {
        Map<String, Object> properties = new HashMap<>(connection.properties());
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        return new ModelLog(
                connection,
                new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer()),
                topics,
                freshFor);
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

    /** Reads on until everything is read that was committed then; a TimeoutException where nothing comes for long. */
    public void readToEnd() {
        if (System.nanoTime() - readAt > freshFor.toNanos()) {
            index = new ModelIndex();
            consumer.seekToBeginning(List.of(models, aliases));
        }
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

    /**
     * Reads on until every model record is read that was written when the call began, in transactions still open then
     * included.
     *
     * @throws TimeoutException when it can't be read within {@code patience}: one of them stays open
     */
    public void readModelsPastOpenTransactions(Duration patience) {
        readPastOpenTransactions(models, patience);
    }

    /** The same for the aliases. */
    public void readAliasesPastOpenTransactions(Duration patience) {
        readPastOpenTransactions(aliases, patience);
    }

    private void readPastOpenTransactions(TopicPartition partition, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        long end = WrittenEnd.of(connection, partition);
        while (consumer.position(partition) < end) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("a transaction on " + partition + " is open for longer than " + patience);
            }
            poll(Duration.ofMillis(100));
        }
    }

    /** Takes what has come, waiting at most {@code wait} for the first record; true when there was any. */
    public boolean poll(Duration wait) {
        boolean any = false;
        for (ConsumerRecord<String, byte[]> polled : consumer.poll(wait)) {
            any = true;
            accept(polled);
        }
        readAt = System.nanoTime();
        return any;
    }

    @Override
    public ModelCatalog catalog() {
        return index.catalog();
    }

    /** Records so far that were no model records: nothing stands under their keys. */
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
     * @throws TimeoutException when the broker does not answer: the model may well be there
     */
    @Override
    public byte[] fetch(Task task, String version) {
        long resumeAt = consumer.position(models);
        consumer.pause(List.of(aliases));
        try {
            return new ModelAssembly(index, this::read, MAX_ARTIFACT_BYTES).assemble(task, version);
        } finally {
            consumer.resume(List.of(aliases));
            consumer.seek(models, resumeAt);
        }
    }

    private Optional<ModelRecord> read(long offset) {
        consumer.seek(models, offset);
        long deadline = System.nanoTime() + FETCH_PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            for (ConsumerRecord<String, byte[]> polled :
                    consumer.poll(Duration.ofMillis(100)).records(models)) {
                return polled.offset() > offset
                        ? Optional.empty()
                        : Optional.ofNullable(topics.models()
                                .valueSerde()
                                .deserializer()
                                .deserialize(models.topic(), polled.value()));
            }
        }
        throw new TimeoutException(
                "offset " + offset + " of " + models + " could not be read within " + FETCH_PATIENCE);
    }

    private void accept(ConsumerRecord<String, byte[]> polled) {
        if (polled.key() == null) {
            skip(polled, "it has no key");
            return;
        }
        if (polled.topic().equals(models.topic())) {
            index.accept(polled.key(), value(topics.models(), polled), polled.offset());
        } else {
            index.accept(polled.key(), value(topics.modelAliases(), polled));
        }
    }

    private <V> @Nullable V value(Topic<String, V> topic, ConsumerRecord<String, byte[]> polled) {
        try {
            return topic.valueSerde().deserializer().deserialize(polled.topic(), polled.value());
        } catch (MalformedRecordException | UnknownSchemaException e) {
            skip(polled, String.valueOf(e.getMessage()));
            return null;
        }
    }

    private void skip(ConsumerRecord<String, byte[]> polled, String why) {
        unreadable++;
        log.warn("No model record: topic={} offset={} why={}", polled.topic(), polled.offset(), why);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
