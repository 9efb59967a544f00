package dev.millrace.streams.classification;

import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * Each stream thread's stage, shared by the interceptor that sees what the thread polls and the processor that takes the
 * records one by one: both run on that thread.
 */
final class Stages {

    @SuppressWarnings("ThreadLocalUsage") // One for each Streams client of the process.
    private final ThreadLocal<LookAheadStage<?>> stages = new ThreadLocal<>();

    private final Supplier<? extends LookAheadStage<?>> factory;

    Stages(Supplier<? extends LookAheadStage<?>> factory) {
        this.factory = factory;
    }

    LookAheadStage<?> ofThisThread() {
        LookAheadStage<?> known = stages.get();
        if (known != null) {
            return known;
        }
        LookAheadStage<?> stage = factory.get();
        stages.set(stage);
        return stage;
    }

    void polled(ConsumerRecords<byte[], byte[]> records) {
        LookAheadStage<?> stage = ofThisThread();
        for (TopicPartition partition : records.partitions()) {
            for (ConsumerRecord<byte[], byte[]> polled : records.records(partition)) {
                stage.polled(new Position(polled.topic(), polled.partition(), polled.offset()), polled.value());
            }
        }
    }

    /** Ends this thread's stage; its classifier is freed. */
    void closeOfThisThread() {
        LookAheadStage<?> stage = stages.get();
        if (stage != null) {
            stage.close();
            stages.remove();
        }
    }
}
