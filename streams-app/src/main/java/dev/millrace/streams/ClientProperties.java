package dev.millrace.streams;

import dev.millrace.streams.labels.SmallStores;
import java.util.HashMap;
import java.util.Map;
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

    private static Map<String, Object> suitable(StreamsAppConfig config) {
        int polled = config.batchSize() * BATCHES_A_POLL;
        int session = Math.toIntExact(config.sessionTimeout().toMillis());
        Map<String, Object> properties = new HashMap<>();
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 2);
        properties.put(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, config.commitInterval().toMillis());
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), polled);
        properties.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, polled);
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), session);
        properties.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
                session / HEARTBEATS_A_SESSION);
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, SmallStores.class);
        properties.put(StreamsConfig.WINDOW_STORE_CHANGE_LOG_ADDITIONAL_RETENTION_MS_CONFIG, 600_000L);
        properties.put(
                StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG),
                Integer.toString(config.maxDeadLetterBytes()));
        return properties;
    }
}
