package dev.millrace.streams.operations;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kafka Streams client that replaces failed stream threads as {@link RestartPolicy} decides. If it can't continue, it
 * completes {@link #failure}. Thread-safe.
 */
public final class StreamsClient implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(StreamsClient.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);
    private static final int MAX_REPLACEMENTS = 10;
    private static final Duration REPLACEMENT_WINDOW = Duration.ofMinutes(10);
    private static final Duration RESOLVE_INTERVAL = Duration.ofSeconds(1);
    private static final String SINCE_POLL = "last-poll-seconds-ago";

    /** Ends the name of a stream thread's consumer. Restore consumers need not poll. */
    private static final Pattern MAIN_CONSUMER = Pattern.compile(".*-StreamThread-\\d+-consumer");

    private final String name;
    private final Duration pollInterval;
    private final KafkaStreams streams;
    private final WakeableClients clients;
    private final BrokerNames brokers;
    private final KafkaStreamsMetrics metrics;
    private final Counter replacements;
    private final RestartPolicy restartPolicy =
            new RestartPolicy(MAX_REPLACEMENTS, REPLACEMENT_WINDOW, TransientFailures::isTransient);
    private final ThreadFailures threadFailures = new ThreadFailures(System::nanoTime);
    private final Set<String> waiting = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();

    private StreamsClient(
            String name,
            Duration pollInterval,
            KafkaStreams streams,
            WakeableClients clients,
            BrokerNames brokers,
            MeterRegistry meters) {
        this.name = name;
        this.pollInterval = pollInterval;
        this.streams = streams;
        this.clients = clients;
        this.brokers = brokers;
        this.metrics = new KafkaStreamsMetrics(streams, List.of(Tag.of("client", name)));
        this.replacements = Counter.builder("millrace.threads.replaced")
                .description("Stream threads that failed and were replaced")
                .tag("client", name)
                .register(meters);
    }

    /**
     * Creates a client without starting it. It runs on {@link MonotonicTime}.
     *
     * @param name used in logs, in problems and as the meters' tag {@code client}
     * @param properties properties of Kafka Streams, including the bootstrap servers
     * @param pollInterval time without a poll after which a thread counts as hanging
     * @param latency what its producers measure; empty for nothing
     */
    public static StreamsClient of(
            String name,
            Topology topology,
            Map<String, Object> properties,
            Duration pollInterval,
            Optional<CommitLatency> latency,
            MeterRegistry meters) {
        Properties given = new Properties();
        given.putAll(properties);
        WakeableClients clients = new WakeableClients(latency);
        KafkaStreams streams = new KafkaStreams(topology, given, clients, new MonotonicTime());
        StreamsClient client =
                new StreamsClient(name, pollInterval, streams, clients, BrokerNames.of(properties), meters);
        client.metrics.bindTo(meters);
        client.streams.setUncaughtExceptionHandler(client::onThreadFailure);
        client.streams.setStateListener(client::onState);
        return client;
    }

    private void onState(KafkaStreams.State next, KafkaStreams.State previous) {
        log.info("Client changed state: client={} from={} to={}", name, previous, next);
        if (next == KafkaStreams.State.ERROR) {
            failure.complete(new IllegalStateException("client '" + name + "' is in state ERROR"));
        }
    }

    private StreamThreadExceptionResponse onThreadFailure(Throwable problem) {
        Optional<Duration> backoff = restartPolicy.onFailure(problem, Duration.ofNanos(System.nanoTime()));
        if (backoff.isEmpty()) {
            log.error("Client ends: client={}", name, problem);
            failure.complete(problem);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        log.warn("Stream thread failed and is replaced: client={} after={}", name, backoff.get(), problem);
        replacements.increment();
        threadFailures.record(problem, backoff.get());
        String consumer = Thread.currentThread().getName() + "-consumer";
        waiting.add(consumer);
        try {
            awaitBrokers(problem, backoff.get());
        } finally {
            waiting.remove(consumer);
        }
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    private void awaitBrokers(Throwable problem, Duration backoff) {
        // A thread can't be created while no broker's name resolves, and losing the last thread would end the client.
        for (Duration rest = backoff; !isClosing(rest) && !brokers.anyResolves(); rest = RESOLVE_INTERVAL) {
            threadFailures.record(problem, RESOLVE_INTERVAL);
        }
    }

    private boolean isClosing(Duration wait) {
        try {
            return closing.await(wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Starts the stream threads. Call either this or {@link #startPaused}, once. */
    public void start() {
        streams.start();
    }

    /** Starts the stream threads, which join the group and fetch but process nothing until {@link #resume}. */
    public void startPaused() {
        streams.pause();
        streams.start();
    }

    /** Lets a client that was started paused process records. */
    public void resume() {
        streams.resume();
    }

    /** Replaces every stream thread with its consumer and producer. Uncommitted work is processed again. Does not block. */
    public void replaceThreads() {
        clients.wakeUp();
    }

    /** Why the client is not processing records, as a sentence; empty if it runs and its latest replaced thread is stable. */
    public Optional<String> problem() {
        KafkaStreams.State state = streams.state();
        Optional<String> why = threadFailures.latest();
        if (state == KafkaStreams.State.RUNNING && why.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of("client '" + name + "' is in state " + state + why.orElse(""));
    }

    /** The partitions of the tasks that this client processes at the moment, repartition topics included. */
    public Set<TopicPartition> partitions() {
        return streams.metadataForLocalThreads().stream()
                .flatMap(thread -> thread.activeTasks().stream())
                .flatMap(task -> task.topicPartitions().stream())
                .collect(Collectors.toSet());
    }

    /**
     * Names a stream thread that may hang: it has not polled for longer than its consumer group waits, as a sentence. Empty if
     * all threads poll.
     */
    public Optional<String> hang() {
        return streams.metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals(SINCE_POLL)
                        && MAIN_CONSUMER.matcher(client(metric)).matches()
                        && !waiting.contains(client(metric))
                        && metric.metricValue() instanceof Number seconds
                        && seconds.doubleValue() > pollInterval.toSeconds())
                .findFirst()
                .map(metric -> "consumer '" + client(metric) + "' has not polled for " + metric.metricValue()
                        + " s: its thread may hang");
    }

    private static String client(Metric metric) {
        return metric.metricName().tags().getOrDefault("client-id", "");
    }

    /** Completes with the cause when the client ends because of a failure. */
    public CompletableFuture<Throwable> failure() {
        return failure.copy();
    }

    /** Begins to stop the client without waiting, so that several clients can stop in parallel before {@link #close}. */
    public void stop() {
        closing.countDown();
        var unused = streams.close(Duration.ZERO);
    }

    /** Stops the client and waits up to 30 seconds for its threads. */
    @Override
    public void close() {
        var unused = hasEnded();
    }

    /** As {@link #close}; false if a thread still runs, which may go on using what it was given. */
    public boolean hasEnded() {
        stop();
        metrics.close();
        boolean hasEnded = streams.close(CLOSE_TIMEOUT);
        if (!hasEnded) {
            log.warn("Client did not stop in time: client={} timeout={}", name, CLOSE_TIMEOUT);
        }
        return hasEnded;
    }
}
