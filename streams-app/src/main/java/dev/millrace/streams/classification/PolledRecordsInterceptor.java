package dev.millrace.streams.classification;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Shows a stream thread's stage what its main consumer has just polled, and changes nothing. Public with a public
 * constructor, since Kafka makes it; configured with {@link #STAGES}.
 */
public final class PolledRecordsInterceptor implements ConsumerInterceptor<byte[], byte[]> {

    /** The consumer property that holds the {@code Stages} object. */
    static final String STAGES = "millrace.stages";

    private Stages stages = new Stages(() -> {
        throw new IllegalStateException("property '" + STAGES + "' is required");
    });

    @Override
    public void configure(Map<String, ?> configs) {
        if (configs.get(STAGES) instanceof Stages configured) {
            stages = configured;
        }
    }

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
        stages.polled(records);
        return records;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

    @Override
    public void close() {}
}
