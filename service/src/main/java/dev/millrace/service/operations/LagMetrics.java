package dev.millrace.service.operations;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A group's true lag, {@code millrace.lag} by topic and partition: end offset less committed offset, so that what a service
 * has fetched and queued counts too. Asked for on a thread of its own; the last answer stands while the broker is away.
 */
public final class LagMetrics implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LagMetrics.class);

    private final Admin admin;
    private final String group;
    private final MeterRegistry meters;
    private final Map<TopicPartition, Long> lags = new ConcurrentHashMap<>();
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(LagMetrics::daemon);

    private LagMetrics(Admin admin, String group, MeterRegistry meters) {
        this.admin = admin;
        this.group = group;
        this.meters = meters;
    }

    /** Refreshes each {@code interval}; the admin client stays the caller's. */
    public static LagMetrics start(Admin admin, String group, MeterRegistry meters, Duration interval) {
        LagMetrics metrics = new LagMetrics(admin, group, meters);
        var unused = metrics.scheduler.scheduleWithFixedDelay(
                metrics::refresh, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
        return metrics;
    }

    private void refresh() {
        try {
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            Map<TopicPartition, OffsetSpec> ends =
                    committed.keySet().stream().collect(Collectors.toMap(key -> key, key -> OffsetSpec.latest()));
            var answer = admin.listOffsets(ends, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                    .all()
                    .get();
            committed.forEach((partition, position) -> Optional.ofNullable(answer.get(partition))
                    .ifPresent(end -> put(partition, end.offset() - position.offset())));
        } catch (ExecutionException e) {
            log.debug("Lag not refreshed: group={}", group, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void put(TopicPartition partition, long lag) {
        if (lags.put(partition, Math.max(0, lag)) == null) {
            Gauge.builder("millrace.lag", () -> lags.get(partition))
                    .description("End offset less committed offset")
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
