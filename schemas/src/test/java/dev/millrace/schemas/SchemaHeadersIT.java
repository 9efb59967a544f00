package dev.millrace.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.records.Review;
import dev.millrace.schemas.deadletter.DeadLetter;
import dev.millrace.schemas.deadletter.DeadLetterReason;
import dev.millrace.schemas.deadletter.Reading;
import dev.millrace.schemas.deadletter.RecordReader;
import dev.millrace.schemas.fields.FieldPath;
import dev.millrace.schemas.fields.FieldValue;
import dev.millrace.schemas.fields.FieldsReader;
import dev.millrace.schemas.fields.RecordFields;
import dev.millrace.schemas.fields.RecordFormat;
import dev.millrace.testing.TestRegistry;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serdes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The patience is longer than a test may last, so every refusal must be immediate. */
class SchemaHeadersIT {

    private static final UUID GUID = UUID.fromString("89791762-2336-4186-9674-299b90a802e2");

    private static final String JSON_SCHEMA = """
            {"$schema": "http://json-schema.org/draft-07/schema#", "title": "Ticket", "type": "object",\
             "properties": {"text": {"type": "string"}}}""";

    private final String topic = "headers-" + UUID.randomUUID();
    private final SchemaRegistry registry = connect(TestRegistry.shared().url());
    private final Review review = new Review("a fine film", null);
    private final byte[] framed = registry.of(Review.class).serializer().serialize(topic, review);
    private final byte[] body = Arrays.copyOfRange(framed, 5, framed.length);
    private final int id = ByteBuffer.wrap(framed).getInt(1);

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void readsAnOwnRecordWhoseHeaderNamesTheSchemaId() {
        RecordReader<Review> reader = RecordReader.of(new Topic<>(topic, Serdes.String(), registry.of(Review.class)))
                .with(new SchemaHeaders(registry));

        assertThat(understood(reader.read(value(body, idHeader(id))))).isEqualTo(review);
        assertThat(understood(reader.read(value(framed, new RecordHeaders())))).isEqualTo(review);
    }

    @Test
    void keepsTheSchemaWithAValueThatLosesItsHeaders() {
        RecordReader<RecordFields> reader = fields(registry);

        byte[] kept = understood(reader.withoutHeader(value(body, idHeader(id))));

        assertThat(kept).isEqualTo(framed);
        assertThat(text(understood(reader.read(kept)))).isEqualTo("a fine film");
    }

    @Test
    void readsJsonWithASchemaByHeaderAndByPrefix() {
        int json = new ForeignClient(TestRegistry.shared().url()).registerJson(topic + "-json", JSON_SCHEMA);
        byte[] object = "{\"text\": \"broken\"}".getBytes(UTF_8);
        byte[] prefixed = ByteBuffer.allocate(5 + object.length)
                .put((byte) 0)
                .putInt(json)
                .put(object)
                .array();

        RecordFields byHeader = understood(fields(registry).read(value(object, idHeader(json))));
        RecordFields byPrefix = understood(fields(registry).read(prefixed));

        assertThat(byHeader.format()).isEqualTo("JSON with schema id " + json);
        assertThat(text(byHeader)).isEqualTo("broken");
        assertThat(text(byPrefix)).isEqualTo("broken");
    }

    @Test
    void asksTheRegistryForTheIdOfAGuid() {
        String answer = "[{\"context\": \".other\", \"id\": 1}, {\"context\": \".\", \"id\": " + id + "}]";
        try (RegistryProxy newer = RegistryProxy.answering(
                        TestRegistry.shared().url(), Map.of("/schemas/guids/" + GUID + "/ids", answer));
                SchemaRegistry connected = connect(newer.url())) {
            RecordReader<RecordFields> reader = fields(connected);

            assertThat(text(understood(reader.read(value(body, guidHeader()))))).isEqualTo("a fine film");
            assertThat(understood(reader.withoutHeader(value(body, guidHeader()))))
                    .isEqualTo(framed);
        }
    }

    @Test
    void makesADeadLetterOfAGuidThatTheRegistryDoesNotKnow() {
        try (RegistryProxy newer = RegistryProxy.answering(
                        TestRegistry.shared().url(), Map.of("/schemas/guids/" + GUID + "/ids", "[]"));
                SchemaRegistry connected = connect(newer.url())) {
            DeadLetter why = unreadable(fields(connected).read(value(body, guidHeader())));

            assertThat(why.reason()).isEqualTo(DeadLetterReason.UNKNOWN_SCHEMA);
            assertThat(why.message()).contains(GUID.toString());
        }
    }

    @Test
    void makesADeadLetterOfAGuidWhereTheRegistryHasNone() {
        DeadLetter why = unreadable(fields(registry).read(value(body, guidHeader())));

        assertThat(why.reason()).isEqualTo(DeadLetterReason.UNKNOWN_SCHEMA);
        assertThat(why.message()).contains(GUID.toString()).contains("have producers write schema ids");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "0000000a", "01", "0189791762", "0200000001", "ff00000001", "7b7d"})
    void makesADeadLetterOfAHeaderThatNamesNoSchema(String hex) {
        byte[] header = HexFormat.of().parseHex(hex);

        DeadLetter why = unreadable(fields(registry).read(value(body, header(header))));

        assertThat(why.reason()).isEqualTo(DeadLetterReason.MALFORMED_RECORD);
        assertThat(why.message())
                .contains("__value_schema_id")
                .contains(hex.isEmpty() ? "no bytes" : header.length + " bytes that start with " + header[0]);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 987_654_321, Integer.MIN_VALUE})
    void makesADeadLetterOfAnIdThatTheRegistryDoesNotKnow(int unknown) {
        DeadLetter why = unreadable(fields(registry).read(value(body, idHeader(unknown))));

        assertThat(why.reason()).isEqualTo(DeadLetterReason.UNKNOWN_SCHEMA);
        assertThat(why.message()).contains(Integer.toString(unknown));
    }

    private static RecordReader<RecordFields> fields(SchemaRegistry registry) {
        FieldsReader fields = new FieldsReader(registry, RecordFormat.AUTO);
        return RecordReader.of(fields::read).with(new SchemaHeaders(registry));
    }

    private static String text(RecordFields record) {
        return record.at(FieldPath.parse("text")).orElseThrow() instanceof FieldValue.Text found ? found.text() : "";
    }

    private static RecordValue value(byte[] bytes, Headers headers) {
        return RecordValue.of(bytes, headers);
    }

    private static Headers idHeader(int schema) {
        return header(ByteBuffer.allocate(5).put((byte) 0).putInt(schema).array());
    }

    private static Headers guidHeader() {
        return header(ByteBuffer.allocate(17)
                .put((byte) 1)
                .putLong(GUID.getMostSignificantBits())
                .putLong(GUID.getLeastSignificantBits())
                .array());
    }

    private static Headers header(byte[] content) {
        return new RecordHeaders().add(RecordValue.SCHEMA_HEADER, content);
    }

    private static <V> V understood(Reading<V> reading) {
        return reading.fold(
                understood -> understood.value(),
                unreadable -> {
                    throw new AssertionError(unreadable.why().message());
                },
                unavailable -> {
                    throw unavailable.cause();
                });
    }

    private static DeadLetter unreadable(Reading<?> reading) {
        return reading.fold(
                understood -> {
                    throw new AssertionError("understood " + understood.value());
                },
                unreadable -> unreadable.why(),
                unavailable -> {
                    throw unavailable.cause();
                });
    }

    private static SchemaRegistry connect(String url) {
        return SchemaRegistry.connect(url, Map.of(), true, Duration.ofMinutes(5));
    }
}
