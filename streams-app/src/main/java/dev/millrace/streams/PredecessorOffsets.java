package dev.millrace.streams;

import dev.millrace.service.tasks.TaskConfig;
import dev.millrace.streams.labels.LabelTopology;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a task's label client begins if an earlier version filled stores that this one does not read: those of version 0.1,
 * which had one label client for both tasks, or those of this client in an earlier layout. The client reads the records of the
 * last label window again. So labels that wait there find their records, and examples of that window are forwarded a second
 * time, which the trainer's store recognises as copies.
 */
final class PredecessorOffsets {

    private static final Logger log = LoggerFactory.getLogger(PredecessorOffsets.class);
    private static final String PREDECESSOR = "labels";
    private static final String FIRST_EVENT_STORE = "-events";

    private PredecessorOffsets() {}

    /**
     * Commits offsets for the task's label client if its predecessor has some and it has none, or none since its stores changed.
     * Does nothing while the client runs elsewhere.
     *
     * @throws KafkaException when the broker does not answer
     */
    static void takeOver(Admin admin, StreamsAppConfig config, TaskConfig task, InstantSource clock) {
        String group = ClientProperties.applicationId(StreamsAppConfig.labelsClient(task), config);
        try {
            Map<TopicPartition, OffsetAndMetadata> before = before(admin, config, task, group);
            if (!before.isEmpty()) {
                Map<TopicPartition, OffsetAndMetadata> start =
                        startOf(admin, clock.instant().minus(config.labelWindow()), before);
                admin.alterConsumerGroupOffsets(group, start).all().get();
                log.info("Label client rebuilds its stores: group={} from={}", group, start);
            }
        } catch (ExecutionException e) {
            if (!isHarmless(e.getCause())) {
                throw new KafkaException("offsets of group '" + group + "' can't be set", e.getCause());
            }
            log.warn("Label client begins without an earlier version's records: group={}", group, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while offsets were taken over", e);
        }
    }

    /** Not permitted, or another instance of the client runs already. */
    private static boolean isHarmless(@Nullable Throwable cause) {
        return cause instanceof AuthorizationException
                || cause instanceof UnknownMemberIdException
                || cause instanceof GroupNotEmptyException;
    }

    /** The offsets at which an earlier version stopped; empty if the client has stores of its own, or nothing ran before. */
    private static Map<TopicPartition, OffsetAndMetadata> before(
            Admin admin, StreamsAppConfig config, TaskConfig task, String group)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> before = committed(admin, group);
        if (before.isEmpty()) {
            before = committed(admin, ClientProperties.applicationId(PREDECESSOR, config));
        } else if (!hasEarlierStores(admin, task, group)) {
            return Map.of();
        }
        Set<String> topics = Set.of(task.input().topic(), task.labels().topic());
        before.keySet().removeIf(partition -> !topics.contains(partition.topic()));
        return before;
    }

    private static boolean hasEarlierStores(Admin admin, TaskConfig task, String group)
            throws ExecutionException, InterruptedException {
        Set<String> topics = admin.listTopics(new ListTopicsOptions().listInternal(true))
                .names()
                .get();
        return topics.contains(changelog(group, task.id() + FIRST_EVENT_STORE))
                && !topics.contains(changelog(group, LabelTopology.eventStore(task)));
    }

    private static String changelog(String group, String store) {
        return group + "-" + store + "-changelog";
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
