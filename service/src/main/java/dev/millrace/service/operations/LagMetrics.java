package dev.millrace.service.operations;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures a consumer group's lag as {@code millrace.lag}, by topic and partition: the partition's end minus the committed
 * offset. Records that a service has fetched but not committed count as lag, and so do those behind a transaction that is
 * still open, although nobody can read them yet. Without a committed offset, all records of the partition count.
 *
 * <p>Each process reports the partitions that it reads at the moment, and no others, so a sum over a fleet counts each
 * partition once. Runs on its own thread and keeps the last values while the broker is unreachable.
 */
public final class LagMetrics implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LagMetrics.class);

    private final Admin admin;
    private final String group;
    private final Assignment assignment;
    private final MeterRegistry meters;
    private final Map<TopicPartition, Long> lags = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Gauge> gauges = new HashMap<>();
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(LagMetrics::daemon);

    /** The partitions that this process reads at the moment. */
    @FunctionalInterface
    public interface Assignment {

        /** May ask the broker. */
        Set<TopicPartition> partitions() throws ExecutionException, InterruptedException;

        /** All partitions of a topic while {@code isReader}, else none. */
        static Assignment wholeTopic(Admin admin, String topic, BooleanSupplier isReader) {
            return () -> isReader.getAsBoolean()
                    ? admin.describeTopics(List.of(topic)).allTopicNames().get().values().stream()
                            .flatMap(description -> description.partitions().stream())
                            .map(partition -> new TopicPartition(topic, partition.partition()))
                            .collect(Collectors.toSet())
                    : Set.of();
        }
    }

    private LagMetrics(Admin admin, String group, Assignment assignment, MeterRegistry meters) {
        this.admin = admin;
        this.group = group;
        this.assignment = assignment;
        this.meters = meters;
    }

    /** Starts refreshing every {@code interval}. The caller keeps ownership of {@code admin}. */
    public static LagMetrics start(
            Admin admin, String group, Assignment assignment, MeterRegistry meters, Duration interval) {
        LagMetrics metrics = new LagMetrics(admin, group, assignment, meters);
        var unused = metrics.scheduler.scheduleWithFixedDelay(
                metrics::refresh, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
        return metrics;
    }

    /** Catches every exception, because one that escaped would stop the schedule. */
    private void refresh() {
        try {
            Set<TopicPartition> partitions = assignment.partitions();
            Map<TopicPartition, Long> committed = committed(partitions);
            Map<TopicPartition, Long> ends = offsets(partitions, OffsetSpec.latest());
            Map<TopicPartition, Long> beginnings = offsets(partitions, OffsetSpec.earliest());
            ends.forEach((partition, end) ->
                    put(partition, end - committed.getOrDefault(partition, beginnings.getOrDefault(partition, end))));
            forgetAllBut(partitions);
        } catch (ExecutionException | RuntimeException e) {
            log.debug("Lag could not be refreshed: group={}", group, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Map<TopicPartition, Long> committed(Set<TopicPartition> partitions)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        admin.listConsumerGroupOffsets(
                        Map.of(group, new ListConsumerGroupOffsetsSpec().topicPartitions(List.copyOf(partitions))))
                .partitionsToOffsetAndMetadata(group)
                .get()
                .forEach((partition, position) -> {
                    if (position != null) {
                        offsets.put(partition, position.offset());
                    }
                });
        return offsets;
    }

    /** Ends are high watermarks: behind an open transaction, the end of what is committed does not move. */
    private Map<TopicPartition, Long> offsets(Set<TopicPartition> partitions, OffsetSpec which)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        admin.listOffsets(
                        partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> which)),
                        new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                .all()
                .get()
                .forEach((partition, answer) -> offsets.put(partition, answer.offset()));
        return offsets;
    }

    private void put(TopicPartition partition, long lag) {
        lags.put(partition, Math.max(0, lag));
        gauges.computeIfAbsent(
                partition,
                added -> Gauge.builder("millrace.lag", () -> lags.get(added))
                        .description("End of the partition minus committed offset")
                        .tags("group", group, "topic", added.topic(), "partition", "" + added.partition())
                        .register(meters));
    }

    private void forgetAllBut(Set<TopicPartition> partitions) {
        gauges.entrySet().removeIf(entry -> {
            boolean isLost = !partitions.contains(entry.getKey());
            if (isLost) {
                meters.remove(entry.getValue());
                lags.remove(entry.getKey());
            }
            return isLost;
        });
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
