package dev.millrace.trainer.election;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A member of the group as 0.1 makes it, with Kafka's default assignors, on a thread of its own. */
final class EarlierTrainer implements AutoCloseable, ConsumerRebalanceListener {

    private final ElectionGroup group;
    private final CompletableFuture<Void> closing = new CompletableFuture<>();
    private final CompletableFuture<Void> ended;

    EarlierTrainer(ElectionGroup group) {
        this.group = group;
        this.ended = CompletableFuture.runAsync(this::run);
    }

    private void run() {
        Map<String, Object> properties = new HashMap<>(group.connection().properties());
        properties.put("group.id", group.id());
        properties.put("enable.auto.commit", false);
        properties.put("auto.offset.reset", "earliest");
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(group.commandsTopic()), this);
            while (!closing.isDone()) {
                var unused = consumer.poll(Duration.ofMillis(100));
            }
        }
    }

    boolean isRunning() {
        return !ended.isDone();
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        if (!partitions.isEmpty()) {
            group.events.add("earlier begins");
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        if (!partitions.isEmpty()) {
            group.events.add("earlier ends");
        }
    }

    @Override
    public void close() {
        closing.complete(null);
        ended.join();
    }
}
