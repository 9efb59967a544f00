package dev.millrace.modelregistry;

import dev.millrace.records.ModelAlias;
import dev.millrace.records.ModelRecord;
import dev.millrace.schemas.MalformedRecordException;
import dev.millrace.schemas.Topic;
import dev.millrace.schemas.Topics;
import dev.millrace.schemas.UnknownSchemaException;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deserializes records of the models and model-aliases topics into an index. Skips, counts and logs those it cannot read. */
final class RecordIndexer {

    private static final Logger log = LoggerFactory.getLogger(RecordIndexer.class);

    private final Topics topics;
    private long unreadable;

    RecordIndexer(Topics topics) {
        this.topics = topics;
    }

    /** Adds a record of the models topic to {@code index}. Returns the chunks that need not be read after it. */
    Optional<ChunkSkip> acceptModel(ConsumerRecord<String, byte[]> polled, ModelIndex index) {
        if (polled.key() == null) {
            skip(polled, "it has no key");
            return Optional.empty();
        }
        ModelRecord value = value(topics.models(), polled);
        index.accept(polled.key(), value, polled.offset());
        return value == null ? Optional.empty() : ChunkSkip.from(polled.key(), value, polled.offset());
    }

    /** Adds a record of the model-aliases topic to {@code index}. */
    void acceptAlias(ConsumerRecord<String, byte[]> polled, ModelIndex index) {
        if (polled.key() == null) {
            skip(polled, "it has no key");
            return;
        }
        addAlias(polled, index);
    }

    /** Number of records skipped so far. */
    long unreadable() {
        return unreadable;
    }

    private void addAlias(ConsumerRecord<String, byte[]> polled, ModelIndex index) {
        ModelAlias alias = value(topics.modelAliases(), polled);
        if (alias == null && polled.value() != null) {
            index.acceptUnreadableAlias(polled.key());
        } else {
            index.accept(polled.key(), alias);
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
        log.warn("Record of a model topic skipped: topic={} offset={} why={}", polled.topic(), polled.offset(), why);
    }
}
