package dev.millrace.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.testing.TestKafka;
import dev.millrace.testing.TestRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordTypesIT {

    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.connect(TestRegistry.shared().url(), Map.of(), true, Duration.ofSeconds(10));

    private final String topic = TestKafka.shared().newPrefix() + "records";

    static Stream<SpecificRecord> records() {
        return Samples.all().stream();
    }

    @AfterAll
    static void close() {
        REGISTRY.close();
    }

    @ParameterizedTest
    @MethodSource("records")
    <V extends SpecificRecord> void travelsThroughTheBrokerUnchanged(V sent) throws Exception {
        Serde<V> serde = serdeOf(sent);
        Map<String, Object> broker =
                Map.of("bootstrap.servers", TestKafka.shared().bootstrapServers());
        try (Admin admin = Admin.create(broker);
                KafkaProducer<String, V> producer =
                        new KafkaProducer<>(broker, new StringSerializer(), serde.serializer());
                KafkaConsumer<String, V> consumer =
                        new KafkaConsumer<>(broker, new StringDeserializer(), serde.deserializer())) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));

            producer.send(new ProducerRecord<>(topic, "key", sent)).get();

            Awaitility.await()
                    .dontCatchUncaughtExceptions()
                    .atMost(Duration.ofMinutes(2))
                    .untilAsserted(() -> assertThat(
                                    consumer.poll(Duration.ofMillis(100)).records(partition))
                            .singleElement()
                            .satisfies(got -> assertThat(got.value()).isEqualTo(sent)));
        }
    }

    @ParameterizedTest
    @MethodSource("records")
    <V extends SpecificRecord> void isRefusedAtEveryTruncation(V whole) {
        Serde<V> serde = serdeOf(whole);
        byte[] bytes = serde.serializer().serialize(topic, whole);

        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);

            assertThatThrownBy(() -> serde.deserializer().deserialize(topic, cut))
                    .isInstanceOf(MalformedRecordException.class);
        }
    }

    /** A damaged record may still be a record with other values; otherwise it must be refused as documented. */
    @ParameterizedTest
    @MethodSource("records")
    <V extends SpecificRecord> void isReadOrRefusedWhateverTheDamage(V whole) {
        Serde<V> serde = serdeOf(whole);
        byte[] bytes = serde.serializer().serialize(topic, whole);
        Random random = new Random(20);
        int refused = 0;

        for (int round = 0; round < 5_000; round++) {
            byte[] damaged = random.nextBoolean() ? garbage(bytes, random) : flipped(bytes, random);
            try {
                serde.deserializer().deserialize(topic, damaged);
            } catch (MalformedRecordException e) {
                refused++;
            }
        }

        assertThat(refused).isPositive();
    }

    /** The true header, then noise. */
    private static byte[] garbage(byte[] whole, Random random) {
        byte[] noise = new byte[WireFormat.HEADER + random.nextInt(64)];
        random.nextBytes(noise);
        System.arraycopy(whole, 0, noise, 0, WireFormat.HEADER);
        return noise;
    }

    private static byte[] flipped(byte[] whole, Random random) {
        byte[] damaged = whole.clone();
        for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
            int place = WireFormat.HEADER + random.nextInt(whole.length - WireFormat.HEADER);
            damaged[place] = (byte) random.nextInt();
        }
        return damaged;
    }

    @SuppressWarnings("unchecked")
    private static <V extends SpecificRecord> Serde<V> serdeOf(V sample) {
        return REGISTRY.of((Class<V>) sample.getClass());
    }
}
