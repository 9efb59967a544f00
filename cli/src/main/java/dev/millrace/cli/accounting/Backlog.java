package dev.millrace.cli.accounting;

import dev.millrace.cli.connection.CommandException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** Asks the broker how far the streams app has committed an input topic, and where the topic ends. Thread-safe. */
public final class Backlog {

    private final Admin admin;

    /** Uses {@code admin}, which the caller closes. */
    public Backlog(Admin admin) {
        this.admin = admin;
    }

    /**
     * Compares committed offsets with end offsets.
     *
     * @param group consumer group of the topic's classification
     * @throws CommandException when the topic is missing, or the broker does not answer
     */
    public Committed of(String topic, String group) {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        partitions(topic).forEach(partition -> latest.put(partition, OffsetSpec.latest()));
        Map<TopicPartition, OffsetAndMetadata> committed =
                answer(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        Map<Integer, Long> offsets = new HashMap<>();
        long[] lag = {0};
        answer(admin.listOffsets(latest).all()).forEach((partition, end) -> {
            long taken = Optional.ofNullable(committed.get(partition))
                    .map(OffsetAndMetadata::offset)
                    .orElse(0L);
            offsets.put(partition.partition(), taken);
            lag[0] += Math.max(0, end.offset() - taken);
        });
        return new Committed(offsets, lag[0]);
    }

    private List<TopicPartition> partitions(String topic) {
        int count = Optional.ofNullable(
                        answer(admin.describeTopics(List.of(topic)).allTopicNames())
                                .get(topic))
                .orElseThrow(() -> new CommandException("topic '" + topic + "' is missing"))
                .partitions()
                .size();
        return IntStream.range(0, count)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
    }

    private static <A> A answer(KafkaFuture<A> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new CommandException("the broker does not report offsets: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("interrupted while waiting for the broker", e);
        }
    }
}
