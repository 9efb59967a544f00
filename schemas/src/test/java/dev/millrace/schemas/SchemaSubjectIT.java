package dev.millrace.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.records.Label;
import dev.millrace.records.Review;
import dev.millrace.schemas.deadletter.DeadLetter;
import dev.millrace.schemas.deadletter.DeadLetterReason;
import dev.millrace.schemas.deadletter.RecordReader;
import dev.millrace.testing.TestRegistry;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.serialization.Serdes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which schemas a record of our topics may have: those of its topic's subject, where their compatibility was checked. */
class SchemaSubjectIT {

    private final String topic = "subject-" + UUID.randomUUID();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicBoolean isDown = new AtomicBoolean();
    private final RegistryProxy proxy =
            RegistryProxy.before(TestRegistry.shared().url(), request -> {
                requests.add(request);
                return !isDown.get();
            });
    private final SchemaRegistry producer = connect(TestRegistry.shared().url());
    private final SchemaRegistry consumer = connect(proxy.url());

    @AfterEach
    void close() {
        producer.close();
        consumer.close();
        proxy.close();
    }

    @Test
    void buriesARecordWhoseSchemaOnlyAnotherSubjectHas() {
        byte[] bytes = ByteBuffer.wrap(review(topic)).putInt(1, foreignId()).array();

        DeadLetter why = why(bytes);

        assertThat(why.reason()).isEqualTo(DeadLetterReason.MALFORMED_RECORD);
        assertThat(why.message())
                .contains("required a schema of subject '" + topic + "-value'")
                .contains("of subject '" + topic + "-elsewhere'");
    }

    @Test
    void readsASchemaThatSeveralSubjectsHave() {
        byte[] bytes = producer.of(Label.class).serializer().serialize(topic, new Label("pos", null));
        producer.of(Label.class).serializer().serialize(topic + "-other", new Label("pos", null));

        for (String name : List.of(topic, topic + "-other")) {
            assertThat(consumer.of(Label.class).deserializer().deserialize(name, bytes))
                    .isEqualTo(new Label("pos", null));
        }
    }

    @Test
    void asksOnceForEachTopicAndId() {
        byte[] bytes = review(topic);
        for (int i = 0; i < 5; i++) {
            consumer.of(Review.class).deserializer().deserialize(topic, bytes);
        }

        assertThat(requests).filteredOn(SchemaSubjectIT::asksForSubjects).hasSize(1);
    }

    @Test
    void asksOnceForAFloodOfRecordsOfAnotherSubject() {
        byte[] bytes = ByteBuffer.wrap(review(topic)).putInt(1, foreignId()).array();
        long started = System.nanoTime();
        for (int i = 0; i < 200; i++) {
            why(bytes);
        }
        long seconds = Duration.ofNanos(System.nanoTime() - started).toSeconds();

        assertThat(requests).hasSizeLessThan(2 + 2 * (int) seconds);
    }

    @Test
    void waitsForARegistryThatDoesNotSay() {
        byte[] bytes = review(topic);
        isDown.set(true);

        assertThatThrownBy(() -> consumer.of(Review.class).deserializer().deserialize(topic, bytes))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("subjects");

        isDown.set(false);
        assertThat(consumer.of(Review.class)
                        .deserializer()
                        .deserialize(topic, bytes)
                        .getText())
                .isEqualTo("a film");
    }

    @Test
    void asksNothingForItsOwnRecords() {
        byte[] bytes = consumer.of(Review.class).serializer().serialize(topic, new Review("a film", null));
        consumer.of(Review.class).deserializer().deserialize(topic, bytes);

        assertThat(requests).noneMatch(SchemaSubjectIT::asksForSubjects);
    }

    private static boolean asksForSubjects(String request) {
        return request.startsWith("GET /schemas/ids/") && request.contains("/versions?");
    }

    private byte[] review(String name) {
        return producer.of(Review.class).serializer().serialize(name, new Review("a film", null));
    }

    /** A schema that is like that of reviews, but whose compatibility nobody has checked. */
    private int foreignId() {
        String schema = Review.getClassSchema().toString().replace("\"doc\":\"", "\"doc\":\"Not ours. ");
        ForeignClient client = new ForeignClient(TestRegistry.shared().url());
        assertThat(client.register(topic + "-elsewhere", schema)).isEqualTo(200);
        return client.newestId(topic + "-elsewhere");
    }

    private DeadLetter why(byte[] bytes) {
        return RecordReader.of(new Topic<>(topic, Serdes.String(), consumer.of(Review.class)))
                .read(bytes)
                .fold(
                        understood -> {
                            throw new AssertionError("understood " + understood.value());
                        },
                        unreadable -> unreadable.why(),
                        unavailable -> {
                            throw unavailable.cause();
                        });
    }

    private static SchemaRegistry connect(String url) {
        return SchemaRegistry.connect(url, Map.of(), true, Duration.ofSeconds(1));
    }
}
