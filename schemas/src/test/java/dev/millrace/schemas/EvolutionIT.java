package dev.millrace.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.records.Review;
import dev.millrace.testing.TestRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What producers with other versions of a schema may send. */
class EvolutionIT {

    private static final String NAMESPACE = "dev.millrace.records";

    private final String topic = "reviews-" + UUID.randomUUID();
    private final SchemaRegistry producer = connect();
    private final SchemaRegistry consumer = connect();

    @AfterEach
    void close() {
        producer.close();
        consumer.close();
    }

    @Test
    void readsALaterSchemaWithAFieldMore() throws IOException {
        consumer.of(Review.class).serializer().serialize(topic, new Review("first", null));
        Schema later = SchemaBuilder.record("Review")
                .namespace(NAMESPACE)
                .fields()
                .name("language")
                .type()
                .stringType()
                .stringDefault("en")
                .requiredString("text")
                .optionalString("label")
                .endRecord();

        Review read = read(written(new GenericRecordBuilder(later)
                .set("language", "de")
                .set("text", "ein Film")
                .set("label", "pos")
                .build()));

        assertThat(read).isEqualTo(new Review("ein Film", "pos"));
    }

    @Test
    void readsAnEarlierSchemaWithAFieldLessAsItsDefault() throws IOException {
        Schema earlier = SchemaBuilder.record("Review")
                .namespace(NAMESPACE)
                .fields()
                .requiredString("text")
                .endRecord();

        Review read = read(
                written(new GenericRecordBuilder(earlier).set("text", "a film").build()));

        assertThat(read).isEqualTo(new Review("a film", null));
    }

    @Test
    void refusesToRegisterWhatWouldBreakReaders() {
        consumer.of(Review.class).serializer().serialize(topic, new Review("first", null));
        Schema breaking = SchemaBuilder.record("Review")
                .namespace(NAMESPACE)
                .fields()
                .requiredInt("text")
                .endRecord();

        assertThatThrownBy(() -> producer.idFor(topic, breaking))
                .isInstanceOf(IncompatibleSchemaException.class)
                .hasMessageContaining(topic + "-value");
    }

    @Test
    void refusesToRegisterWhatReadersOfTheFirstVersionCouldNotRead() {
        consumer.of(Review.class).serializer().serialize(topic, new Review("first", null));
        Schema withRequired = SchemaBuilder.record("Review")
                .namespace(NAMESPACE)
                .fields()
                .requiredString("text")
                .requiredString("language")
                .endRecord();

        assertThatThrownBy(() -> producer.idFor(topic, withRequired)).isInstanceOf(IncompatibleSchemaException.class);
    }

    @Test
    void refusesASchemaOfTheSameNameThatCannotBeReadAsOurs() throws IOException {
        Schema foreign = SchemaBuilder.record("Review")
                .namespace(NAMESPACE)
                .fields()
                .requiredInt("stars")
                .endRecord();
        byte[] bytes = written(new GenericRecordBuilder(foreign).set("stars", 5).build());

        assertThatThrownBy(() -> read(bytes)).isInstanceOf(MalformedRecordException.class);
    }

    @Test
    void refusesNestingThatHasNoEnd() throws IOException {
        Schema nested = new Schema.Parser()
                .parse("{'type': 'record', 'name': 'Review', 'namespace': 'dev.millrace.records', 'fields': ["
                                .replace('\'', '"')
                        + "{'name': 'inner', 'type': ['null', 'Review'], 'default': null},".replace('\'', '"')
                        + "{'name': 'text', 'type': 'string', 'default': ''}]}".replace('\'', '"'));
        byte[] start = written(new GenericRecordBuilder(nested).build());
        ByteBuffer deep = ByteBuffer.allocate(1_000_000).put(start, 0, WireFormat.HEADER);
        while (deep.hasRemaining()) {
            deep.put((byte) 2);
        }

        assertThatThrownBy(() -> read(deep.array())).isInstanceOf(MalformedRecordException.class);
    }

    private Review read(byte[] bytes) {
        return consumer.of(Review.class).deserializer().deserialize(topic, bytes);
    }

    private byte[] written(GenericRecord generic) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int id = producer.idFor(topic, generic.getSchema());
        bytes.write(
                ByteBuffer.allocate(WireFormat.HEADER).put((byte) 0).putInt(id).array());
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(generic.getSchema()).write(generic, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }

    private static SchemaRegistry connect() {
        return SchemaRegistry.connect(TestRegistry.shared().url(), Map.of(), true, Duration.ofSeconds(5));
    }
}
