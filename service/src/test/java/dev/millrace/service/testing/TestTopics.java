package dev.millrace.service.testing;

import dev.millrace.model.Task;
import dev.millrace.schemas.SchemaRegistry;
import dev.millrace.schemas.Topic;
import dev.millrace.schemas.TopicLayout;
import dev.millrace.schemas.TopicNames;
import dev.millrace.schemas.TopicProvisioning;
import dev.millrace.schemas.Topics;
import dev.millrace.schemas.testing.TestKafka;
import dev.millrace.schemas.testing.TestRegistry;
import dev.millrace.service.KafkaConnection;
import dev.millrace.service.models.ModelCatalog;
import dev.millrace.service.models.ModelLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Topics of a prefix that no other test has, on a real broker, and what is committed to them. */
public final class TestTopics implements AutoCloseable {

    private final KafkaConnection connection;
    private final SchemaRegistry registry;
    private final Topics topics;

    /** On the shared broker and registry; {@link #make} makes them, or a service does. */
    public TestTopics() {
        this(TestKafka.shared(), TestRegistry.shared().url());
    }

    /** Neither the broker nor the registry has to run yet. */
    public TestTopics(TestKafka kafka, String registryUrl) {
        this.connection = new KafkaConnection(
                kafka.bootstrapServers(), registryUrl, new TopicNames(kafka.newPrefix()), true, Map.of(), Map.of());
        this.registry = connection.openRegistry();
        this.topics = Topics.of(connection.topicNames(), registry);
    }

    /** Topics that are there. */
    public static TestTopics made() {
        TestTopics topics = new TestTopics();
        topics.make();
        return topics;
    }

    public void make() {
        try (Admin admin = Admin.create(connection.properties())) {
            var unused = TopicProvisioning.createOrCheck(admin, TopicLayout.local(connection.topicNames()));
        }
    }

    public KafkaConnection connection() {
        return connection;
    }

    public Topics topics() {
        return topics;
    }

    /** What a service has to be told to work on these topics. */
    public Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("MILLRACE_BOOTSTRAP_SERVERS", connection.bootstrapServers());
        environment.put("MILLRACE_REGISTRY_URL", connection.registryUrl());
        environment.put("MILLRACE_TOPIC_PREFIX", connection.topicNames().prefix());
        return environment;
    }

    /** @param more properties than those that reach the broker */
    public KafkaProducer<String, byte[]> producer(Map<String, Object> more) {
        Map<String, Object> properties = new HashMap<>(connection.properties());
        properties.putAll(more);
        return new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
    }

    /** Of transactions under an id that nobody else has, the first of which may begin. */
    public KafkaProducer<String, byte[]> transactionalProducer() {
        KafkaProducer<String, byte[]> producer =
                producer(Map.of("transactional.id", UUID.randomUUID().toString()));
        producer.initTransactions();
        return producer;
    }

    /** Every committed record of the topic so far; none while it does not exist. */
    public List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
        Map<String, Object> properties = new HashMap<>(connection.properties());
        properties.put("isolation.level", "read_committed");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (PartitionInfo partition : consumer.listTopics().getOrDefault(topic, List.of())) {
                partitions.add(new TopicPartition(topic, partition.partition()));
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }

    /** The values of {@link #committed}. */
    public <V> List<V> values(Topic<String, V> topic) {
        return committed(topic.name()).stream()
                .map(read -> topic.valueSerde().deserializer().deserialize(topic.name(), read.value()))
                .toList();
    }

    /** As a service that starts now finds it. */
    public ModelCatalog catalog() {
        try (ModelLog models = ModelLog.open(connection, topics)) {
            models.readToEnd();
            return models.catalog();
        }
    }

    /** The artifact, as a service that starts now finds it. */
    public byte[] fetch(Task task, String version) {
        try (ModelLog models = ModelLog.open(connection, topics)) {
            models.readToEnd();
            return models.fetch(task, version);
        }
    }

    @Override
    public void close() {
        registry.close();
    }
}
