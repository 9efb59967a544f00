package dev.millrace.streams.classification;

import dev.millrace.schemas.RecordValue;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;

/**
 * Shows polled records to the {@link LookAheadStage} of the polling thread and passes them on unchanged. Kafka creates one for
 * each main consumer and calls it on the polling thread.
 */
public final class PolledRecordsInterceptor implements ConsumerInterceptor<byte[], byte[]> {

    private ThreadStages<?> stages = new ThreadStages<>(() -> {
        throw new IllegalStateException("the interceptor was not configured");
    });

    @Override
    public void configure(Map<String, ?> properties) {
        if (!(properties.get(ThreadStages.PROPERTY) instanceof ThreadStages<?> configured)) {
            throw new ConfigException("'" + ThreadStages.PROPERTY + "' must be the thread stages");
        }
        stages = configured;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> polled) {
        LookAheadStage<?> stage = stages.ofThisThread();
        for (ConsumerRecord<byte[], byte[]> record : polled) {
            stage.polled(record.partition(), record.offset(), RecordValue.of(record.value(), record.headers()));
        }
        return polled;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

    @Override
    public void close() {
        stages.closeForThisThread();
    }
}
