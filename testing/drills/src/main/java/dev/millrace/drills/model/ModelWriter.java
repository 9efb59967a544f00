package dev.millrace.drills.model;

import dev.millrace.model.spec.Task;
import dev.millrace.modelregistry.ModelKeys;
import dev.millrace.records.ModelAlias;
import dev.millrace.records.ModelChunk;
import dev.millrace.records.ModelRecord;
import dev.millrace.records.TrainerAlias;
import dev.millrace.schemas.KafkaConnection;
import dev.millrace.schemas.Topic;
import dev.millrace.schemas.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes releases and the trainer's alias in place of a trainer, one transaction each. One thread at a time may use it.
 */
public final class ModelWriter implements AutoCloseable {

    private final Producer<String, byte[]> producer;
    private final Topics topics;

    private ModelWriter(Producer<String, byte[]> producer, Topics topics) {
        this.producer = producer;
        this.topics = topics;
    }

    /** Opens a writer; the caller closes it. */
    public static ModelWriter open(KafkaConnection connection, Topics topics) {
        Map<String, Object> properties = new HashMap<>(connection.properties());
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "drill-" + UUID.randomUUID());
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 300_000);
        properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        Producer<String, byte[]> producer =
                new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
        producer.initTransactions();
        return new ModelWriter(producer, topics);
    }

    /** Writes chunks, manifest and alias. */
    public synchronized void publish(Release release) {
        transact(() -> {
            sendModel(release);
            sendAlias(release.task(), release.version(), null);
        });
    }

    /** Writes chunks, manifest and an alias that names {@code previous} as the champion before it. */
    public synchronized void publishAfter(String previous, Release release) {
        transact(() -> {
            sendModel(release);
            sendAlias(release.task(), release.version(), previous);
        });
    }

    /** Writes tombstones under these keys of the models topic. */
    public synchronized void retire(List<String> keys) {
        transact(() -> {
            for (String key : keys) {
                var unused = producer.send(new ProducerRecord<>(topics.models().name(), key, null));
            }
        });
    }

    /** Writes only the alias; the version need not exist. */
    public synchronized void name(Task task, String version) {
        transact(() -> sendAlias(task, version, null));
    }

    /** Writes the records of both releases alternately, as two writers at the same time would. */
    public synchronized void publishInterleaved(Release first, Release second) {
        transact(() -> {
            int most = Math.max(first.chunks().size(), second.chunks().size());
            for (int place = 0; place < most; place++) {
                sendChunk(first, place);
                sendChunk(second, place);
            }
            sendManifest(first);
            sendManifest(second);
            sendAlias(second.task(), second.version(), null);
        });
    }

    private void transact(Runnable work) {
        producer.beginTransaction();
        try {
            work.run();
            producer.commitTransaction();
        } catch (KafkaException e) {
            producer.abortTransaction();
            throw e;
        }
    }

    private void sendModel(Release release) {
        for (int place = 0; place < release.chunks().size(); place++) {
            sendChunk(release, place);
        }
        sendManifest(release);
    }

    private void sendChunk(Release release, int place) {
        if (place < release.chunks().size()) {
            ModelChunk chunk = release.chunks().get(place);
            String key = ModelKeys.chunk(release.task().id(), release.version(), chunk.getIndex());
            send(topics.models(), key, new ModelRecord(chunk));
        }
    }

    private void sendManifest(Release release) {
        send(
                topics.models(),
                ModelKeys.manifest(release.task().id(), release.version()),
                new ModelRecord(release.manifest()));
    }

    @SuppressWarnings("NullAway") // generated builders are not annotated: a first champion has no previous one
    private void sendAlias(Task task, String version, @Nullable String previous) {
        ModelAlias alias = ModelAlias.newBuilder()
                .setContent(TrainerAlias.newBuilder()
                        .setChampion(version)
                        .setPrevious(previous)
                        .build())
                .build();
        send(topics.modelAliases(), ModelKeys.trainerAlias(task.id()), alias);
    }

    /** A failure surfaces at the commit. */
    private <V> void send(Topic<String, V> topic, String key, V value) {
        var unused = producer.send(new ProducerRecord<>(
                topic.name(), key, topic.valueSerde().serializer().serialize(topic.name(), value)));
    }

    @Override
    public void close() {
        producer.close();
    }
}
