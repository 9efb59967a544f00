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
 * The properties of a Kafka Streams client, in three layers: Millrace's defaults, the operator's properties, and on top the
 * properties required for correctness, which always win.
 */
final class ClientProperties {

    /** Batches that one poll may return; all polled records are held in memory. */
    private static final int BATCHES_PER_POLL = 8;

    /**
     * Records buffered per partition before fetching stops. A running thread processes all records between two polls. A thread
     * paused for lack of a model holds this many records, of up to a megabyte each, plus one fetch.
     */
    private static final int BUFFERED_RECORDS = 8;

    private static final int MAX_FETCH_BYTES = 16 << 20;

    private static final Duration DEFAULT_POLL_INTERVAL = Duration.ofMinutes(5);

    /** After a crash, consumers of committed records wait this long for transactions that nobody ends. */
    private static final int TRANSACTION_MILLIS = 10_000;

    private static final int HEARTBEATS_PER_SESSION = 3;

    /** What a client's stores may hold in the heap; more is committed early. Kafka's default is four times as much. */
    private static final long UNCOMMITTED_BYTES = 16L << 20;

    private ClientProperties() {}

    /** The application id, which is also the name of the consumer group. */
    static String applicationId(String client, StreamsAppConfig config) {
        return config.connection().clientNames().application(client);
    }

    /** @param required properties of this client that override all others */
    static Map<String, Object> of(String client, StreamsAppConfig config, Map<String, Object> required) {
        Map<String, Object> properties = defaults(config);
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
        properties.putAll(required);
        return properties;
    }

    /** How long a stream thread may go without a poll before it is removed from the consumer group. */
    static Duration pollInterval(StreamsAppConfig config) {
        String property = ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG;
        return configured(
                config,
                DEFAULT_POLL_INTERVAL,
                StreamsConfig.mainConsumerPrefix(property),
                StreamsConfig.consumerPrefix(property),
                property);
    }

    /** How long a stream thread may process records before it loses its partitions, or the transaction with what it did. */
    static Duration processingInterval(StreamsAppConfig config) {
        Duration pollInterval = pollInterval(config);
        if (config.guarantee().equals(StreamsConfig.AT_LEAST_ONCE)) {
            return pollInterval;
        }
        String property = ProducerConfig.TRANSACTION_TIMEOUT_CONFIG;
        Duration transaction = configured(
                config, Duration.ofMillis(TRANSACTION_MILLIS), StreamsConfig.producerPrefix(property), property);
        return transaction.compareTo(pollInterval) < 0 ? transaction : pollInterval;
    }

    private static Duration configured(StreamsAppConfig config, Duration otherwise, String... properties) {
        Map<String, Object> configured = config.connection().properties();
        return Stream.of(properties)
                .filter(configured::containsKey)
                .findFirst()
                .map(name -> Duration.ofMillis(Long.parseLong(String.valueOf(configured.get(name)))))
                .orElse(otherwise);
    }

    /** How long a stream thread may wait for the registry: half of the {@link #pollInterval}. */
    static Duration registryPatience(StreamsAppConfig config) {
        return pollInterval(config).dividedBy(2);
    }

    private static Map<String, Object> defaults(StreamsAppConfig config) {
        int maxPollRecords = config.batchSize() * BATCHES_PER_POLL;
        int sessionMillis = Math.toIntExact(config.sessionTimeout().toMillis());
        Map<String, Object> properties = new HashMap<>();
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 2);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), TRANSACTION_MILLIS);
        properties.put(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, config.commitInterval().toMillis());
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), maxPollRecords);
        properties.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, BUFFERED_RECORDS);
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.FETCH_MAX_BYTES_CONFIG), MAX_FETCH_BYTES);
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), sessionMillis);
        properties.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
                sessionMillis / HEARTBEATS_PER_SESSION);
        properties.putAll(state(config));
        properties.put(
                StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG),
                Integer.toString(config.maxDeadLetterBytes()));
        return properties;
    }

    private static Map<String, Object> state(StreamsAppConfig config) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, config.standbyReplicas());
        // Without it, a crash under exactly-once deletes all state, and a start restores it from the changelogs.
        properties.put(StreamsConfig.TRANSACTIONAL_STATE_STORES_CONFIG, true);
        properties.put(StreamsConfig.STATESTORE_UNCOMMITTED_MAX_BYTES_CONFIG, UNCOMMITTED_BYTES);
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDbConfig.class);
        properties.put(StreamsConfig.WINDOW_STORE_CHANGE_LOG_ADDITIONAL_RETENTION_MS_CONFIG, 600_000L);
        return properties;
    }
}
