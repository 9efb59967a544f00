package dev.millrace.streams;

import dev.millrace.schemas.RegistryUnavailableException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Kafka Streams client: a stream thread that dies is replaced, up to a limit; a client that can't go on says so by
 * completing {@link #failure}.
 */
final class StreamsClient implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(StreamsClient.class);
    private static final int REPLACEMENTS = 20;
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(30);

    private final String name;
    private final KafkaStreams streams;
    private final KafkaStreamsMetrics metrics;
    private final AtomicInteger replaced = new AtomicInteger();
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();

    private StreamsClient(String name, KafkaStreams streams) {
        this.name = name;
        this.streams = streams;
        this.metrics = new KafkaStreamsMetrics(streams, List.of(Tag.of("client", name)));
        streams.setUncaughtExceptionHandler(this::answer);
        streams.setStateListener((next, previous) -> {
            log.info("Client changed state: client={} from={} to={}", name, previous, next);
            if (next == KafkaStreams.State.ERROR) {
                failure.complete(new IllegalStateException("client '" + name + "' is in state ERROR"));
            }
        });
    }

    /** Does not start it. */
    static StreamsClient of(
            String name, Topology topology, StreamsAppConfig config, Map<String, Object> more, MeterRegistry meters) {
        Properties properties = new Properties();
        properties.putAll(properties(name, config, more));
        StreamsClient client = new StreamsClient(name, new KafkaStreams(topology, properties));
        client.metrics.bindTo(meters);
        return client;
    }

    /** The application id, which is the consumer group too. */
    static String applicationId(String name, StreamsAppConfig config) {
        return config.connection().topicNames().prefix() + "millrace-" + name;
    }

    /** The operator's properties first, what correctness needs on top. */
    private static Map<String, Object> properties(String name, StreamsAppConfig config, Map<String, Object> more) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 2);
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100);
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        properties.putAll(config.connection().properties());
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId(name, config));
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, config.guarantee());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.threads());
        properties.put(StreamsConfig.STATE_DIR_CONFIG, config.stateDirectory().toString());
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        properties.putAll(more);
        return properties;
    }

    private StreamThreadExceptionResponse answer(Throwable problem) {
        if (cause(problem, Error.class).isPresent()) {
            log.error("Client ends: client={}", name, problem);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        boolean passing = cause(problem, RegistryUnavailableException.class).isPresent()
                || cause(problem, RetriableException.class).isPresent();
        if (!passing && replaced.incrementAndGet() > REPLACEMENTS) {
            log.error("Client ends after {} replaced threads: client={}", REPLACEMENTS, name, problem);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        log.warn("Stream thread is replaced: client={}", name, problem);
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    private static <E extends Throwable> Optional<E> cause(Throwable problem, Class<E> type) {
        for (Throwable at = problem; at != null; at = at.getCause()) {
            if (type.isInstance(at)) {
                return Optional.of(type.cast(at));
            }
        }
        return Optional.empty();
    }

    void start() {
        streams.start();
    }

    /** Joins the group and fetches, but processes nothing until {@link #resume}. */
    void startPaused() {
        streams.pause();
        streams.start();
    }

    void resume() {
        streams.resume();
    }

    String name() {
        return name;
    }

    boolean isRunning() {
        return streams.state() == KafkaStreams.State.RUNNING;
    }

    String state() {
        return streams.state().toString();
    }

    /** Completes when the client can't go on. */
    CompletableFuture<Throwable> failure() {
        return failure;
    }

    @Override
    public void close() {
        metrics.close();
        streams.close(CLOSE_PATIENCE);
    }
}
