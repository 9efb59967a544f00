package dev.millrace.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.records.Review;
import dev.millrace.schemas.RegisteredSchema.Change;
import dev.millrace.testing.TestRegistry;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Processes that may not register find what others registered for them. */
class RegistrationIT {

    private final String topic = "registered-" + UUID.randomUUID();
    private final String subject = topic + "-value";
    private final String url = TestRegistry.shared().url();
    private final ForeignClient foreign = new ForeignClient(url);
    private final SchemaRegistry operator = connect(false);
    private final SchemaRegistry service = connect(false);

    @AfterEach
    void close() {
        operator.close();
        service.close();
    }

    @Test
    void findsEachTypeThatWasRegistered() {
        List<SpecificRecord> samples = Samples.all();
        for (SpecificRecord record : samples) {
            String each = topic + "-" + samples.indexOf(record);
            assertThatThrownBy(() -> written(record, each))
                    .isInstanceOf(UnknownSchemaException.class)
                    .hasMessageContaining("millrace schemas register");

            RegisteredSchema registered = operator.register(each, record.getClass());

            assertThat(registered.change()).isEqualTo(Change.NEW_SUBJECT);
            assertThat(written(record, each)).startsWith(0);
            assertThat(foreign.level(each + "-value")).contains("FULL_TRANSITIVE");
        }
    }

    @Test
    void findsAPublishedFileThatSomebodyRegistered() throws Exception {
        String file = Files.readString(PublishedSchemas.FOLDER.resolve("Review.avsc"));
        assertThat(foreign.register(subject, file)).isEqualTo(200);

        assertThat(written(new Review("text", "pos"), topic)).startsWith(0);
    }

    @Test
    void findsWhatTheVersionBeforeRegistered() {
        assertThat(foreign.register(subject, Review.getClassSchema())).isEqualTo(200);

        assertThat(written(new Review("text", "pos"), topic)).startsWith(0);
        assertThat(foreign.versions(subject)).isEqualTo("[1]");
    }

    @Test
    void refusesARegisteredSchemaThatDiffers() {
        assertThat(foreign.register(subject, review().requiredString("text").endRecord()))
                .isEqualTo(200);

        assertThatThrownBy(() -> written(new Review("text", "pos"), topic)).isInstanceOf(UnknownSchemaException.class);
    }

    @Test
    void changesNothingTheSecondTime() {
        RegisteredSchema first = operator.register(topic, Review.class);
        assertThat(foreign.setLevel(subject, "NONE")).isEqualTo(200);

        RegisteredSchema second = operator.register(topic, Review.class);

        assertThat(second).isEqualTo(new RegisteredSchema(subject, first.id(), Change.NONE));
        assertThat(foreign.level(subject)).contains("\"NONE\"");
        assertThat(foreign.versions(subject)).isEqualTo("[1]");
    }

    @Test
    void addsAVersionToASubjectOfOthersAndKeepsItsLevel() {
        Schema earlier = review().requiredString("text").endRecord();
        assertThat(foreign.register(subject, earlier)).isEqualTo(200);
        assertThat(foreign.setLevel(subject, "BACKWARD")).isEqualTo(200);

        assertThat(operator.register(topic, Review.class).change()).isEqualTo(Change.NEW_VERSION);

        assertThat(foreign.level(subject)).contains("\"BACKWARD\"");
    }

    @Test
    void saysThatASubjectRefuses() {
        assertThat(foreign.setLevel(subject, "FULL")).isEqualTo(200);
        assertThat(foreign.register(subject, review().requiredInt("text").endRecord()))
                .isEqualTo(200);

        assertThatThrownBy(() -> operator.register(topic, Review.class))
                .isInstanceOf(IncompatibleSchemaException.class)
                .hasMessageContaining(subject);
    }

    @SuppressWarnings("unchecked")
    private byte[] written(SpecificRecord record, String to) {
        Serde<SpecificRecord> serde = service.of((Class<SpecificRecord>) record.getClass());
        return serde.serializer().serialize(to, record);
    }

    private SchemaRegistry connect(boolean autoRegister) {
        return SchemaRegistry.connect(url, Map.of(), autoRegister, Duration.ofSeconds(5));
    }

    private static SchemaBuilder.FieldAssembler<Schema> review() {
        return SchemaBuilder.record("Review").namespace("dev.millrace.records").fields();
    }
}
