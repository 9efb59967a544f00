package dev.millrace.streams;

import dev.millrace.service.tasks.TaskConfig;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a task's label client begins on an installation of version 0.1, which had one label client for both tasks. Its stores
 * are not taken over: the new client reads the records of the last label window again. So labels that wait there find their
 * records, and examples of that window are forwarded a second time, which the trainer's store recognises as copies.
 */
final class PredecessorOffsets {

    private static final Logger log = LoggerFactory.getLogger(PredecessorOffsets.class);
    private static final String PREDECESSOR = "labels";

    private PredecessorOffsets() {}

    /**
     * Commits offsets for the task's label client if it has none and its predecessor has some.
     *
     * @throws KafkaException when the broker does not answer
     */
    static void takeOver(Admin admin, StreamsAppConfig config, TaskConfig task, InstantSource clock) {
        String group = ClientProperties.applicationId(StreamsAppConfig.labelsClient(task), config);
        String predecessor = ClientProperties.applicationId(PREDECESSOR, config);
        try {
            Set<String> topics = Set.of(task.input().topic(), task.labels().topic());
            Map<TopicPartition, OffsetAndMetadata> before = committed(admin, predecessor);
            before.keySet().removeIf(partition -> !topics.contains(partition.topic()));
            if (!before.isEmpty() && committed(admin, group).isEmpty()) {
                Map<TopicPartition, OffsetAndMetadata> start =
                        startOf(admin, clock.instant().minus(config.labelWindow()), before);
                admin.alterConsumerGroupOffsets(group, start).all().get();
                log.info("Label client takes over: group={} predecessor={} offsets={}", group, predecessor, start);
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthorizationException) {
                log.warn("Label client begins without its predecessor's offsets: group={}", group, e.getCause());
                return;
            }
            throw new KafkaException("offsets of group '" + predecessor + "' can't be taken over", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while offsets were taken over", e);
        }
    }

    private static Map<TopicPartition, OffsetAndMetadata> committed(Admin admin, String group)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get()
                .forEach((partition, offset) -> {
                    if (offset != null) {
                        offsets.put(partition, offset);
                    }
                });
        return offsets;
    }

    /** The first record since the {@code window} began, or where the predecessor stopped, whichever is earlier. */
    private static Map<TopicPartition, OffsetAndMetadata> startOf(
            Admin admin, Instant window, Map<TopicPartition, OffsetAndMetadata> before)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, ListOffsetsResultInfo> found = admin.listOffsets(before.keySet().stream()
                        .collect(Collectors.toMap(
                                partition -> partition, any -> OffsetSpec.forTimestamp(window.toEpochMilli()))))
                .all()
                .get();
        Map<TopicPartition, OffsetAndMetadata> start = new HashMap<>();
        before.forEach((partition, offset) -> {
            ListOffsetsResultInfo inWindow = found.get(partition);
            long first = inWindow == null || inWindow.offset() < 0 ? offset.offset() : inWindow.offset();
            start.put(partition, new OffsetAndMetadata(Math.min(first, offset.offset())));
        });
        return start;
    }
}
