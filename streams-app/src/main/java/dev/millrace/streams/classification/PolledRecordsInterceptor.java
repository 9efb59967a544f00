package dev.millrace.streams.classification;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;

/**
 * Shows the polling thread's {@link LookAheadStage} what was polled, and passes it on as it is. Made by Kafka for each main
 * consumer; called on the thread that polls.
 */
public final class PolledRecordsInterceptor implements ConsumerInterceptor<byte[], byte[]> {

    private ThreadStages<?> stages = new ThreadStages<>(() -> {
        throw new IllegalStateException("the interceptor was not configured");
    });

    @Override
    public void configure(Map<String, ?> properties) {
        if (!(properties.get(ThreadStages.PROPERTY) instanceof ThreadStages<?> given)) {
            throw new ConfigException("'" + ThreadStages.PROPERTY + "' must be the thread stages");
        }
        stages = given;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> polled) {
        LookAheadStage<?> stage = stages.ofThisThread();
        for (ConsumerRecord<byte[], byte[]> record : polled) {
            stage.polled(record.partition(), record.offset(), record.value());
        }
        return polled;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

    @Override
    public void close() {
        stages.endOfThisThread();
    }
}
