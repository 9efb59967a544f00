package dev.millrace.cli.connection;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Follows topics from their beginning on its own thread, and passes every committed record to an action on that thread,
 * until it is closed. Thread-safe.
 */
public final class CommittedFollower implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile boolean finishing;

    private CommittedFollower() {}

    /**
     * Starts reading.
     *
     * @param name of the thread
     * @param topics must exist
     */
    public static CommittedFollower start(
            Cluster cluster, String name, List<String> topics, Consumer<ConsumerRecord<byte[], byte[]>> action) {
        CommittedFollower follower = new CommittedFollower();
        Thread thread = new Thread(() -> follower.run(cluster, topics, action), name);
        thread.setDaemon(true);
        thread.start();
        return follower;
    }

    /**
     * Reads everything that is committed at the time of the call, and returns when the action has processed it.
     *
     * @throws java.util.concurrent.CompletionException with the failure of the action or of Kafka
     */
    @Override
    public void close() {
        finishing = true;
        ended.join();
    }

    private void run(Cluster cluster, List<String> topics, Consumer<ConsumerRecord<byte[], byte[]>> action) {
        try (var reader = cluster.reader(new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = topics.stream()
                    .flatMap(topic -> reader.partitionsFor(topic).stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            reader.assign(partitions);
            reader.seekToBeginning(partitions);
            while (!finishing) {
                reader.poll(POLL).forEach(action);
            }
            Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> reader.position(end.getKey()) < end.getValue())) {
                reader.poll(POLL).forEach(action);
            }
            ended.complete(null);
        } catch (RuntimeException e) {
            ended.completeExceptionally(e);
        }
    }
}
