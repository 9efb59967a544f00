package dev.millrace.streams;

import dev.millrace.streams.labels.BoundedRocksDbConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The properties of a Kafka Streams client, in three layers: what suits Millrace, over it the operator's, over both what
 * correctness needs.
 */
final class ClientProperties {

    /** Batches that a poll may bring at once: what is polled is held in memory. */
    private static final int BATCHES_A_POLL = 8;

    /**
     * Records of a partition that may wait before no more of it are fetched. A running thread works everything off between
     * two polls; one that is paused, since there is no model yet, holds so many, of up to a megabyte each, and one fetch.
     */
    private static final int BUFFERED_RECORDS = 8;

    private static final int FETCHED_BYTES = 16 << 20;

    private static final Duration KAFKA_POLL_INTERVAL = Duration.ofMinutes(5);

    private static final int HEARTBEATS_A_SESSION = 3;

    private ClientProperties() {}

    /** The application id, which is the consumer group too. */
    static String applicationId(String client, StreamsAppConfig config) {
        return config.connection().topicNames().prefix() + "millrace-" + client;
    }

    /** @param more of the client's own; nothing overrides them */
    static Map<String, Object> of(String client, StreamsAppConfig config, Map<String, Object> more) {
        Map<String, Object> properties = suitable(config);
        properties.putAll(config.connection().properties());
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId(client, config));
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, config.guarantee());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.threads());
        properties.put(
                StreamsConfig.STATE_DIR_CONFIG,
                config.stateDirectory().resolve(client).toString());
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        properties.put(
                StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), config.maxDeadLetterBytes());
        properties.putAll(more);
        return properties;
    }

    /** How long a stream thread may be without a poll before the broker takes its consumer for dead. */
    static Duration pollInterval(StreamsAppConfig config) {
        String property = ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG;
        Map<String, Object> given = config.connection().properties();
        return Stream.of(StreamsConfig.mainConsumerPrefix(property), StreamsConfig.consumerPrefix(property), property)
                .filter(given::containsKey)
                .findFirst()
                .map(name -> Duration.ofMillis(Long.parseLong(String.valueOf(given.get(name)))))
                .orElse(KAFKA_POLL_INTERVAL);
    }

    /** How long a stream thread may wait for the registry: half of {@link #pollInterval}. */
    static Duration registryPatience(StreamsAppConfig config) {
        return pollInterval(config).dividedBy(2);
    }

    private static Map<String, Object> suitable(StreamsAppConfig config) {
        int polled = config.batchSize() * BATCHES_A_POLL;
        int session = Math.toIntExact(config.sessionTimeout().toMillis());
        Map<String, Object> properties = new HashMap<>();
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 2);
        properties.put(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, config.commitInterval().toMillis());
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), polled);
        properties.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, BUFFERED_RECORDS);
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.FETCH_MAX_BYTES_CONFIG), FETCHED_BYTES);
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), session);
        properties.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
                session / HEARTBEATS_A_SESSION);
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDbConfig.class);
        properties.put(StreamsConfig.WINDOW_STORE_CHANGE_LOG_ADDITIONAL_RETENTION_MS_CONFIG, 600_000L);
        properties.put(
                StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG),
                Integer.toString(config.maxDeadLetterBytes()));
        return properties;
    }
}
