package dev.millrace.streams.operations;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A stream thread's producer that measures {@link CommitLatency}. Like every stream thread's producer, one thread calls it. */
final class TimedProducer extends KafkaProducer<byte[], byte[]> {

    private static final int FEW = 1_024;

    private final CommitLatency latency;
    private final boolean isTransactional;
    private long[] pending = new long[FEW];
    private int count;

    TimedProducer(Map<String, Object> properties, CommitLatency latency) {
        super(properties, new ByteArraySerializer(), new ByteArraySerializer());
        this.latency = latency;
        this.isTransactional = properties.get(ProducerConfig.TRANSACTIONAL_ID_CONFIG) != null;
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, @Nullable Callback callback) {
        Long timestamp = record.timestamp();
        if (timestamp == null || !record.topic().equals(latency.topic())) {
            return super.send(record, callback);
        }
        if (isTransactional) {
            remember(timestamp);
            return super.send(record, callback);
        }
        return super.send(record, (metadata, problem) -> {
            if (problem == null) {
                latency.committed(timestamp);
            }
            if (callback != null) {
                callback.onCompletion(metadata, problem);
            }
        });
    }

    private void remember(long timestamp) {
        if (count == pending.length) {
            pending = Arrays.copyOf(pending, 2 * count);
        }
        pending[count++] = timestamp;
    }

    @Override
    public void commitTransaction() {
        super.commitTransaction();
        for (int i = 0; i < count; i++) {
            latency.committed(pending[i]);
        }
        count = 0;
    }

    @Override
    public void abortTransaction() {
        count = 0;
        super.abortTransaction();
    }
}
