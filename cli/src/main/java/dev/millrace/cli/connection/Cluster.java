package dev.millrace.cli.connection;

import dev.millrace.schemas.KafkaConnection;
import dev.millrace.schemas.SchemaRegistry;
import dev.millrace.schemas.Topic;
import dev.millrace.schemas.TopicNames;
import dev.millrace.schemas.Topics;
import dev.millrace.service.Settings;
import dev.millrace.service.tasks.TaskCatalog;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;

/** A cluster as commands use it: its topics, and factories for clients. Thread-safe. */
public final class Cluster implements AutoCloseable {

    static final Duration ANSWER_PATIENCE = Duration.ofSeconds(15);

    private final KafkaConnection connection;
    private final SchemaRegistry registry;
    private final Topics topics;

    private Cluster(KafkaConnection connection, SchemaRegistry registry) {
        this.connection = connection;
        this.registry = registry;
        this.topics = Topics.of(connection.topicNames(), registry);
    }

    /** Opens no connection yet. Calls wait at most {@link #ANSWER_PATIENCE} for a registry that does not answer. */
    public static Cluster of(KafkaConnection connection) {
        return new Cluster(
                connection,
                SchemaRegistry.connect(
                        connection.registryUrl(),
                        connection.registryProperties(),
                        connection.autoRegisterSchemas(),
                        ANSWER_PATIENCE));
    }

    /** How to connect to Kafka and the registry. */
    public KafkaConnection connection() {
        return connection;
    }

    /** The topics of this installation. */
    public Topics topics() {
        return topics;
    }

    /**
     * The tasks of the installation, as the environment and the settings file state them.
     *
     * @throws dev.millrace.service.InvalidSettingsException naming everything that is wrong with them
     */
    public TaskCatalog tasks() {
        return tasks(connection.topicNames());
    }

    /** The same for an installation whose topics have these names. */
    public static TaskCatalog tasks(TopicNames names) {
        Settings settings = new Settings(System.getenv());
        TaskCatalog catalog = TaskCatalog.from(settings, names);
        settings.rejectIfInvalid();
        return catalog;
    }

    /** The registry's schemas. */
    public SchemaRegistry registry() {
        return registry;
    }

    /** Creates an admin client; the caller closes it. */
    public Admin admin() {
        return Admin.create(connection.properties());
    }

    /** @throws CommandException when no broker answers */
    public void requireBroker() {
        new Prerequisites(connection).require(List.of(), AclOperation.DESCRIBE);
    }

    /** @throws CommandException when no broker answers, or one of the topics is missing or may not be read */
    public void requireReadable(List<String> topicNames) {
        new Prerequisites(connection).require(topicNames, AclOperation.READ);
    }

    /**
     * Whether there is such a topic.
     *
     * @throws CommandException when no broker answers, or the topic may not be read
     */
    public boolean hasReadable(String topicName) {
        return new Prerequisites(connection).isPresent(topicName, AclOperation.READ);
    }

    /** @throws CommandException when no broker answers, or one of the topics is missing or may not be written */
    public void requireWritable(List<String> topicNames) {
        new Prerequisites(connection).require(topicNames, AclOperation.WRITE);
    }

    /**
     * Creates an idempotent producer; the caller closes it.
     *
     * @param patience how long a record may take to be acknowledged
     */
    public <V> Producer<String, V> producer(Topic<String, V> topic, Duration patience) {
        return new KafkaProducer<>(
                properties(patience),
                topic.keySerde().serializer(),
                topic.valueSerde().serializer());
    }

    /**
     * Creates an idempotent producer for bytes; the caller closes it.
     *
     * @param patience how long a record may take to be acknowledged
     */
    public Producer<byte[], byte[]> producer(Duration patience) {
        return new KafkaProducer<>(properties(patience), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /**
     * Creates a transactional producer for bytes of any size; the caller closes it. A newer one of the same id fences
     * an older one.
     *
     * @param patience how long a record may take to be acknowledged
     */
    public Producer<byte[], byte[]> transactions(String transactionalId, Duration patience) {
        Map<String, Object> properties = properties(patience);
        properties.put("transactional.id", transactionalId);
        properties.put("max.request.size", Integer.MAX_VALUE);
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private Map<String, Object> properties(Duration patience) {
        return producerProperties(connection.properties(), patience);
    }

    /**
     * The settings of every producer. Only one request at a time is in flight to a broker: a partition that was just
     * created may refuse the first batch and take the second one. It then refuses every retry of the first, because a
     * broker does not insist that a producer that it does not know starts at sequence number 0 (KAFKA-14359).
     */
    static Map<String, Object> producerProperties(Map<String, Object> given, Duration patience) {
        Map<String, Object> properties = new HashMap<>(given);
        properties.put("acks", "all");
        properties.put("enable.idempotence", true);
        properties.put("max.in.flight.requests.per.connection", 1);
        properties.putIfAbsent("linger.ms", 5);
        properties.putIfAbsent("delivery.timeout.ms", Math.toIntExact(patience.toMillis()));
        properties.putIfAbsent("request.timeout.ms", Math.toIntExact(Math.min(30_000, patience.toMillis() / 2)));
        properties.putIfAbsent("max.block.ms", patience.toMillis());
        properties.putIfAbsent("max.request.size", 2 << 20);
        return properties;
    }

    /**
     * Creates a consumer without a group that sees committed records only. The caller assigns partitions and closes it.
     */
    public <V> Consumer<byte[], V> reader(Deserializer<V> values) {
        Map<String, Object> properties = new HashMap<>(connection.properties());
        properties.put("isolation.level", "read_committed");
        properties.put("enable.auto.commit", false);
        properties.put("auto.offset.reset", "earliest");
        properties.put("allow.auto.create.topics", false);
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), values);
    }

    @Override
    public void close() {
        registry.close();
    }
}
