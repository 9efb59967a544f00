package dev.millrace.streams.operations;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.errors.RetriableException;
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

    private final String name;
    private final KafkaStreams streams;
    private final KafkaStreamsMetrics metrics;
    private final Counter replacements;
    private final RestartPolicy restarts = new RestartPolicy(REPLACEMENTS, WITHIN, RetriableException.class);
    private final InstantSource clock = InstantSource.system();
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();

    private StreamsClient(String name, KafkaStreams streams, MeterRegistry meters) {
        this.name = name;
        this.streams = streams;
        this.metrics = new KafkaStreamsMetrics(streams, List.of(Tag.of("client", name)));
        this.replacements = Counter.builder("millrace.threads.replaced")
                .description("Stream threads that died and were replaced")
                .tag("client", name)
                .register(meters);
    }

    /** Does not start it. */
    public static StreamsClient of(
            String name, Topology topology, Map<String, Object> properties, MeterRegistry meters) {
        Properties given = new Properties();
        given.putAll(properties);
        StreamsClient client = new StreamsClient(name, new KafkaStreams(topology, given), meters);
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
        Optional<Duration> pause = restarts.onDeath(problem, clock.instant());
        if (pause.isEmpty()) {
            log.error("Client ends: client={}", name, problem);
            failure.complete(problem);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        log.warn("Stream thread is replaced: client={} after={}", name, pause.get(), problem);
        replacements.increment();
        LockSupport.parkNanos(pause.get().toNanos());
        return StreamThreadExceptionResponse.REPLACE_THREAD;
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

    /** What keeps the client from working, if anything. */
    public Optional<String> problem() {
        KafkaStreams.State state = streams.state();
        return state == KafkaStreams.State.RUNNING
                ? Optional.empty()
                : Optional.of("client '" + name + "' is in state " + state);
    }

    /** Completes with the reason when the client can't go on. */
    public CompletableFuture<Throwable> failure() {
        return failure.copy();
    }

    @Override
    public void close() {
        metrics.close();
        if (!streams.close(CLOSE_PATIENCE)) {
            log.warn("Client did not stop in time: client={} patience={}", name, CLOSE_PATIENCE);
        }
    }
}
