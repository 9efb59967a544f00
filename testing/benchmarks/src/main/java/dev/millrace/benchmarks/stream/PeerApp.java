package dev.millrace.benchmarks.stream;

import dev.millrace.service.ShutdownSignal;
import dev.millrace.streams.StreamsAppConfig;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/** Runs a topology with the client properties of the streams app, until the process is asked to stop. */
final class PeerApp {

    private static final Duration CLOSING = Duration.ofSeconds(20);
    private static final int BATCHES_A_POLL = 8;
    private static final int BUFFERED_RECORDS = 8;
    private static final int FETCHED_BYTES = 16 << 20;

    private PeerApp() {}

    static void run(StreamsAppConfig config, Topology topology) {
        CompletableFuture<Void> stop = ShutdownSignal.forThisThread();
        try (KafkaStreams streams = new KafkaStreams(topology, properties(config))) {
            streams.start();
            stop.join();
            streams.close(CLOSING);
        }
    }

    private static Properties properties(StreamsAppConfig config) {
        Properties properties = new Properties();
        properties.putAll(config.connection().properties());
        properties.put(
                StreamsConfig.APPLICATION_ID_CONFIG,
                config.connection().topicNames().prefix() + "peer");
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, config.guarantee());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.threads());
        properties.put(StreamsConfig.STATE_DIR_CONFIG, config.stateDirectory().toString());
        properties.put(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, config.commitInterval().toMillis());
        properties.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, BUFFERED_RECORDS);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 2);
        consumer(properties, ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        consumer(properties, ConsumerConfig.MAX_POLL_RECORDS_CONFIG, config.batchSize() * BATCHES_A_POLL);
        consumer(properties, ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCHED_BYTES);
        consumer(properties, ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int)
                config.sessionTimeout().toMillis());
        return properties;
    }

    private static void consumer(Properties properties, String name, Object value) {
        properties.put(StreamsConfig.mainConsumerPrefix(name), value);
    }
}
