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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Kafka Streams client: a stream thread that dies is replaced as {@link RestartPolicy} decides; a client that can't go on
 * says so by completing {@link #failure}. Thread-safe.
 */
public final class StreamsClient implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(StreamsClient.class);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(30);
    private static final int REPLACEMENTS = 10;
    private static final Duration WITHIN = Duration.ofMinutes(10);
    private static final Duration NAMES_PAUSE = Duration.ofSeconds(1);

    private final String name;
    private final KafkaStreams streams;
    private final WakeableClients clients;
    private final BrokerNames brokers;
    private final KafkaStreamsMetrics metrics;
    private final Counter replacements;
    private final RestartPolicy restarts = new RestartPolicy(REPLACEMENTS, WITHIN, TransientFailures::passes);
    private final ThreadFailures deaths = new ThreadFailures(System::nanoTime);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();

    private StreamsClient(
            String name, KafkaStreams streams, WakeableClients clients, BrokerNames brokers, MeterRegistry meters) {
        this.name = name;
        this.streams = streams;
        this.clients = clients;
        this.brokers = brokers;
        this.metrics = new KafkaStreamsMetrics(streams, List.of(Tag.of("client", name)));
        this.replacements = Counter.builder("millrace.threads.replaced")
                .description("Stream threads that died and were replaced")
                .tag("client", name)
                .register(meters);
    }

    /** Does not start it. Its time is steady, see {@link MonotonicTime}. */
    public static StreamsClient of(
            String name, Topology topology, Map<String, Object> properties, MeterRegistry meters) {
        Properties given = new Properties();
        given.putAll(properties);
        WakeableClients clients = new WakeableClients();
        KafkaStreams streams = new KafkaStreams(topology, given, clients, new MonotonicTime());
        StreamsClient client = new StreamsClient(name, streams, clients, BrokerNames.of(properties), meters);
        client.metrics.bindTo(meters);
        client.streams.setUncaughtExceptionHandler(client::onThreadDeath);
        client.streams.setStateListener(client::onState);
        return client;
    }

    private void onState(KafkaStreams.State next, KafkaStreams.State previous) {
        log.info("Client changed state: client={} from={} to={}", name, previous, next);
        if (next == KafkaStreams.State.ERROR) {
            failure.complete(new IllegalStateException("client '" + name + "' is in state ERROR"));
        }
    }

    private StreamThreadExceptionResponse onThreadDeath(Throwable problem) {
        Optional<Duration> pause = restarts.onDeath(problem, Duration.ofNanos(System.nanoTime()));
        if (pause.isEmpty()) {
            log.error("Client ends: client={}", name, problem);
            failure.complete(problem);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        log.warn("Stream thread is replaced: client={} after={}", name, pause.get(), problem);
        replacements.increment();
        deaths.died(problem, pause.get());
        // A thread that can't find a broker's address can't be made, and with the last thread the client would end.
        for (Duration rest = pause.get(); !isClosing(rest) && !brokers.anyHasAddress(); rest = NAMES_PAUSE) {
            deaths.died(problem, NAMES_PAUSE);
        }
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    private boolean isClosing(Duration wait) {
        try {
            return closing.await(wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    public void start() {
        streams.start();
    }

    /** Joins the group and fetches, but processes nothing until {@link #resume}. */
    public void startPaused() {
        streams.pause();
        streams.start();
    }

    public void resume() {
        streams.resume();
    }

    /** Replaces each stream thread, and its consumer and producer with it; what was open is done again. */
    public void renew() {
        clients.wakeUp();
    }

    /** What keeps the client from working, if anything. */
    public Optional<String> problem() {
        KafkaStreams.State state = streams.state();
        Optional<String> why = deaths.latest();
        if (state == KafkaStreams.State.RUNNING && why.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of("client '" + name + "' is in state " + state + why.orElse(""));
    }

    /** Completes with the reason when the client can't go on. */
    public CompletableFuture<Throwable> failure() {
        return failure.copy();
    }

    /** Begins to end it, without waiting: several that end at a time share the patience of {@link #close}. */
    public void stop() {
        closing.countDown();
        var unused = streams.close(Duration.ZERO);
    }

    @Override
    public void close() {
        stop();
        metrics.close();
        if (!streams.close(CLOSE_PATIENCE)) {
            log.warn("Client did not stop in time: client={} patience={}", name, CLOSE_PATIENCE);
        }
    }
}
