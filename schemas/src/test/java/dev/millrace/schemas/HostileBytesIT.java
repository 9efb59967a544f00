package dev.millrace.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.records.Image;
import dev.millrace.records.Prediction;
import dev.millrace.records.Review;
import dev.millrace.testing.TestRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Forged bytes. The patience is longer than a test may last, so every refusal must be immediate. */
class HostileBytesIT {

    private final String topic = "hostile-" + UUID.randomUUID();
    private final SchemaRegistry registry =
            SchemaRegistry.connect(TestRegistry.shared().url(), Map.of(), true, Duration.ofMinutes(5));
    private final Deserializer<Review> reviews = registry.of(Review.class).deserializer();

    @AfterEach
    void close() {
        registry.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 987_654_321, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void namesAnIdThatTheRegistryDoesNotKnow(int id) {
        byte[] bytes = ByteBuffer.allocate(9).put((byte) 0).putInt(id).array();

        assertThatThrownBy(() -> reviews.deserialize(topic, bytes))
                .isInstanceOf(UnknownSchemaException.class)
                .hasMessageContaining(Integer.toString(id));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, 1_000_000, Integer.MAX_VALUE - 8, Integer.MAX_VALUE, 5_000_000_000L})
    void trustsNoLengthBeyondTheBytes(long length) throws IOException {
        int text = registry.idFor(topic, Review.getClassSchema());
        int image = registry.idFor(topic + "-images", Image.getClassSchema());

        assertThatThrownBy(() -> reviews.deserialize(topic, claiming(text, length)))
                .isInstanceOf(MalformedRecordException.class);
        assertThatThrownBy(() ->
                        registry.of(Image.class).deserializer().deserialize(topic + "-images", claiming(image, length)))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("does not follow");
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -5_000_000_000L, 1_000_000_000, Integer.MAX_VALUE, 5_000_000_000L})
    void trustsNoNumberOfScoresBeyondTheBytes(long count) throws IOException {
        int id = registry.idFor(topic, Prediction.getClassSchema());
        ByteArrayOutputStream bytes = header(id);
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        encoder.writeString("cat");
        encoder.writeFloat(1);
        encoder.writeLong(count);

        assertThatThrownBy(() -> registry.of(Prediction.class).deserializer().deserialize(topic, bytes.toByteArray()))
                .isInstanceOf(MalformedRecordException.class);
    }

    @Test
    void refusesBytesLeftOver() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(registry.of(Review.class).serializer().serialize(topic, new Review("a film", null)));
        bytes.write(0);

        assertThatThrownBy(() -> reviews.deserialize(topic, bytes.toByteArray()))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("left over");
    }

    @Test
    void refusesASchemaThatIsNotAvro() throws Exception {
        String schema = "{\"schemaType\": \"PROTOBUF\", \"schema\": \"syntax = 'proto3'; message Review {}\"}";
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(TestRegistry.shared().url() + "/subjects/" + topic + "-value/versions"))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .POST(HttpRequest.BodyPublishers.ofString(schema))
                .build();
        String answer = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
        int id = Integer.parseInt(answer.replaceAll("\\D", ""));

        assertThatThrownBy(() -> reviews.deserialize(topic, header(id).toByteArray()))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("PROTOBUF");
    }

    /** Such a schema is compatible with the subject's others, so anybody who may register can add it. */
    @Test
    void countsNoItemsThatTakeNoBytes() throws IOException {
        registry.idFor(topic, Review.getClassSchema());
        String field = "{\"name\": \"nested\", \"type\": {\"type\": \"array\", \"items\":"
                + " {\"type\": \"array\", \"items\": \"null\"}}, \"default\": []}";
        String schema =
                Review.getClassSchema().toString().replaceFirst("]}$", "," + Matcher.quoteReplacement(field) + "]}");
        ForeignClient client = new ForeignClient(TestRegistry.shared().url());
        assertThat(client.register(topic + "-value", schema)).isEqualTo(200);
        ByteArrayOutputStream bytes = header(client.newestId(topic + "-value"));
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        encoder.writeString("a film");
        encoder.writeIndex(0);
        encoder.writeLong(1_000);
        for (int array = 0; array < 1_000; array++) {
            encoder.writeLong(Integer.MAX_VALUE - 8);
            encoder.writeLong(0);
        }
        encoder.writeLong(0);

        assertThatThrownBy(() -> reviews.deserialize(topic, bytes.toByteArray()))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("required arrays whose items take bytes");
    }

    @Test
    void saysNothingOfTheContentItRefuses() throws IOException {
        int id = registry.idFor(topic, Review.getClassSchema());
        ByteArrayOutputStream bytes = header(id);
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        encoder.writeString("confidential");
        encoder.writeInt(7);

        assertThatThrownBy(() -> reviews.deserialize(topic, bytes.toByteArray()))
                .isInstanceOf(MalformedRecordException.class)
                .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("confidential"));
    }

    private static byte[] claiming(int id, long length) throws IOException {
        ByteArrayOutputStream bytes = header(id);
        EncoderFactory.get().directBinaryEncoder(bytes, null).writeLong(length);
        return bytes.toByteArray();
    }

    private static ByteArrayOutputStream header(int id) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(
                ByteBuffer.allocate(WireFormat.HEADER).put((byte) 0).putInt(id).array());
        return bytes;
    }
}
