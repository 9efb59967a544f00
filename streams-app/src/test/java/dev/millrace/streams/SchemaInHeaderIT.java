package dev.millrace.streams;

import static dev.millrace.testing.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.fixtures.Artifacts;
import dev.millrace.fixtures.Installation;
import dev.millrace.model.spec.Task;
import dev.millrace.model.spec.TaskType;
import dev.millrace.records.LabelledReview;
import dev.millrace.records.Prediction;
import dev.millrace.schemas.SchemaRegistry;
import dev.millrace.schemas.Topic;
import dev.millrace.testing.StreamsAppUnderTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records and labels that name their schema in a header, as newer clients of Confluent write them. */
class SchemaInHeaderIT {

    private static final String HEADER = "__value_schema_id";
    private static final Schema TICKET = oneString("Ticket", "body");
    private static final Schema VERDICT = oneString("Verdict", "truth");

    @TempDir
    Path state;

    private final Installation installation = new Installation();
    private final SchemaRegistry registry = installation.connection().openRegistry();
    private final String prefix = installation.connection().topicNames().prefix();
    private final String tickets = prefix + "support.tickets";
    private final String verdicts = prefix + "verdicts";

    @BeforeEach
    void makeForeignTopics() throws Exception {
        try (Admin admin = installation.admin()) {
            admin.createTopics(List.of(new NewTopic(tickets, 2, (short) 1), new NewTopic(verdicts, 3, (short) 1)))
                    .all()
                    .get();
        }
    }

    @AfterEach
    void close() {
        registry.close();
        installation.close();
    }

    @Test
    void areClassifiedAndLearned() throws Exception {
        try (StreamsAppUnderTest app = new StreamsAppUnderTest(StreamsApp::run, environment(), state)) {
            until(() -> app.get("/health/ready").contains("no tickets model yet"));
            installation.publish(new Task("tickets", TaskType.TEXT), "000001-aaaaaaaa", Artifacts.review(1));
            send(tickets, TICKET, "good film");
            send(verdicts, VERDICT, "pos");

            until(() -> installation.committed(prefix + "tickets-predictions").size() == 1);
            until(() -> installation.committed(prefix + "labelled-tickets").size() == 1);
        }
        ConsumerRecord<byte[], byte[]> prediction =
                installation.committed(prefix + "tickets-predictions").get(0);
        assertThat(prediction.headers().lastHeader(HEADER)).isNull();
        assertThat(read(prefix + "tickets-predictions", Prediction.class)
                        .getInput()
                        .getTopic())
                .isEqualTo(tickets);
        assertThat(read(prefix + "labelled-tickets", LabelledReview.class))
                .extracting(LabelledReview::getText, LabelledReview::getLabel)
                .containsExactly("good film", "pos");
    }

    private <V extends SpecificRecord> V read(String topic, Class<V> type) {
        return installation
                .values(new Topic<>(topic, Serdes.String(), registry.of(type)))
                .get(0);
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(installation.environment());
        environment.put("MILLRACE_TASKS", "tickets");
        environment.put("MILLRACE_TASK_TICKETS_TYPE", "text");
        environment.put("MILLRACE_TASK_TICKETS_INPUT_TOPIC", tickets);
        environment.put("MILLRACE_TASK_TICKETS_LABELS_TOPIC", verdicts);
        return environment;
    }

    private void send(String topic, Schema schema, String text) throws IOException {
        int id = installation.register(topic + "-value", schema.toString());
        GenericRecord record = new GenericData.Record(schema);
        record.put(0, text);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
        encoder.flush();
        ProducerRecord<String, byte[]> sent = new ProducerRecord<>(topic, "t1", bytes.toByteArray());
        sent.headers()
                .add(HEADER, ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
        installation.send(sent);
        installation.flush();
    }

    private static Schema oneString(String name, String field) {
        return new Schema.Parser()
                .parse("{\"type\": \"record\", \"name\": \"" + name + "\", \"namespace\": \"com.example\", \"fields\": "
                        + "[{\"name\": \"" + field + "\", \"type\": \"string\"}]}");
    }
}
