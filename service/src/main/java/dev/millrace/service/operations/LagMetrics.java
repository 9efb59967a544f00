package dev.millrace.service.operations;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures a consumer group's lag as {@code millrace.lag}, by topic and partition: end offset minus committed offset. Records
 * that a service has fetched but not committed count as lag. Without a committed offset, all records of the partition count.
 * Runs on its own thread and keeps the last values while the broker is unreachable.
 */
public final class LagMetrics implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LagMetrics.class);

    private final Admin admin;
    private final String group;
    private final List<String> topics;
    private final MeterRegistry meters;
    private final Map<TopicPartition, Long> lags = new ConcurrentHashMap<>();
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(LagMetrics::daemon);

    private LagMetrics(Admin admin, String group, List<String> topics, MeterRegistry meters) {
        this.admin = admin;
        this.group = group;
        this.topics = List.copyOf(topics);
        this.meters = meters;
    }

    /**
     * Starts refreshing every {@code interval}. The caller keeps ownership of {@code admin}.
     *
     * @param topics topics that the group reads, including those without committed offsets
     */
    public static LagMetrics start(
            Admin admin, String group, List<String> topics, MeterRegistry meters, Duration interval) {
        LagMetrics metrics = new LagMetrics(admin, group, topics, meters);
        var unused = metrics.scheduler.scheduleWithFixedDelay(
                metrics::refresh, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
        return metrics;
    }

    /** Catches every exception, because one that escaped would stop the schedule. */
    private void refresh() {
        try {
            Map<TopicPartition, Long> committed = committed();
            Set<TopicPartition> partitions = new HashSet<>(committed.keySet());
            admin.describeTopics(topics)
                    .allTopicNames()
                    .get()
                    .forEach((topic, description) -> description
                            .partitions()
                            .forEach(partition -> partitions.add(new TopicPartition(topic, partition.partition()))));
            Map<TopicPartition, Long> ends = offsets(partitions, OffsetSpec.latest());
            Map<TopicPartition, Long> beginnings = offsets(partitions, OffsetSpec.earliest());
            ends.forEach((partition, end) ->
                    put(partition, end - committed.getOrDefault(partition, beginnings.getOrDefault(partition, end))));
        } catch (ExecutionException | RuntimeException e) {
            log.debug("Lag could not be refreshed: group={}", group, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Map<TopicPartition, Long> committed() throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get()
                .forEach((partition, position) -> {
                    if (position != null) {
                        offsets.put(partition, position.offset());
                    }
                });
        return offsets;
    }

    private Map<TopicPartition, Long> offsets(Set<TopicPartition> partitions, OffsetSpec which)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        admin.listOffsets(
                        partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> which)),
                        new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .all()
                .get()
                .forEach((partition, answer) -> offsets.put(partition, answer.offset()));
        return offsets;
    }

    private void put(TopicPartition partition, long lag) {
        if (lags.put(partition, Math.max(0, lag)) == null) {
            Gauge.builder("millrace.lag", () -> lags.get(partition))
                    .description("End offset minus committed offset")
                    .tags("group", group, "topic", partition.topic(), "partition", "" + partition.partition())
                    .register(meters);
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "lag-metrics");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
    }
}
