package dev.millrace.streams;

import static dev.millrace.testing.Await.until;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.fixtures.Artifacts;
import dev.millrace.fixtures.Installation;
import dev.millrace.model.spec.ImageArchitecture;
import dev.millrace.model.spec.Task;
import dev.millrace.model.spec.TaskType;
import dev.millrace.records.LabelledImage;
import dev.millrace.records.LabelledReview;
import dev.millrace.records.Prediction;
import dev.millrace.schemas.SchemaRegistry;
import dev.millrace.schemas.Topic;
import dev.millrace.testing.StreamsAppUnderTest;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Topics that Millrace did not define, brought by a settings file. */
class ForeignTasksIT {

    private static final Schema FRAME = new Schema.Parser().parse("""
                    {"type": "record", "name": "Frame", "namespace": "com.example.camera", "fields": [
                      {"name": "camera", "type": "string"},
                      {"name": "payload", "type": {"type": "record", "name": "Payload", "fields": [
                        {"name": "photo", "type": "bytes"},
                        {"name": "kind", "type": ["null", "string"], "default": null}]}}]}""");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Task FRAMES = new Task("frames", TaskType.IMAGE);
    private static final Task TICKETS = new Task("tickets", TaskType.TEXT);

    @TempDir
    Path folder;

    private final Installation installation = new Installation();
    private final SchemaRegistry registry = installation.connection().openRegistry();
    private final String prefix = installation.connection().topicNames().prefix();
    private final String frames = prefix + "camera.frames";
    private final String tickets = prefix + "support.tickets";
    private final String verdicts = prefix + "verdicts";
    private int frameSchema;

    @BeforeEach
    void makeForeignTopics() throws Exception {
        try (Admin admin = installation.admin()) {
            List<NewTopic> topics = List.of(frames, tickets, verdicts).stream()
                    .map(name -> new NewTopic(name, 2, (short) 1))
                    .toList();
            admin.createTopics(topics).all().get();
        }
        frameSchema = installation.register(frames + "-value", FRAME.toString().replace("\n", " "));
    }

    @AfterEach
    void close() {
        registry.close();
        installation.close();
    }

    @Test
    void makesExamplesOfLabelsInTheRecordAndOfLateOnes() throws Exception {
        try (StreamsAppUnderTest app = app("frames,tickets", "")) {
            until(() -> app.get("/health/ready").contains("no frames model yet"));
            sendFrame("f1", "car");
            sendFrame("f2", null);
            sendTicket("a", "t1", "printer is broken");
            installation.sendBytes(verdicts, "v1", "{\"ticket\": \"t1\", \"truth\": \"hardware\"}".getBytes(UTF_8));

            until(() -> labelled("labelled-frames", LabelledImage.class).size() == 1);
            until(() -> labelled("labelled-tickets", LabelledReview.class).size() == 1);
            assertThat(labelled("labelled-frames", LabelledImage.class).get(0).getLabel())
                    .isEqualTo("car");
            assertThat(labelled("labelled-tickets", LabelledReview.class).get(0))
                    .extracting(LabelledReview::getText, LabelledReview::getLabel)
                    .containsExactly("printer is broken", "hardware");
        }
        assertThat(topics()).doesNotContain(prefix + "images", prefix + "frames", prefix + "tickets");
    }

    @Test
    void classifiesAvroAndJsonOfOtherTeams() throws Exception {
        try (StreamsAppUnderTest app = app("frames,tickets", "")) {
            until(() -> app.get("/health/ready").contains("no frames model yet"));
            sendFrame("f1", null);
            installation.publish(FRAMES, "000001-aaaaaaaa", Artifacts.image(new ImageArchitecture(8, 4, 4, 8), 1));

            until(() -> predictions(prefix + "camera.frames.classified").size() == 1);
            until(() -> app.get("/health/ready").startsWith("200"));
            assertThat(predictions(prefix + "camera.frames.classified"))
                    .allMatch(prediction -> prediction.getModel().getTask().equals("frames")
                            && prediction.getInput().getTopic().equals(frames));

            sendTicket("a", "t1", "printer is broken");
            installation.sendBytes(tickets, "b", "{\"no\": \"t2\"}".getBytes(UTF_8));
            installation.publish(TICKETS, "000001-bbbbbbbb", Artifacts.review(2));
            until(() -> installation.committed(prefix + "tickets-json").size() == 1);
            assertJsonSaysWhatAvroSays();
            String deadLetters = installation.topics().deadLetters().name();
            until(() -> installation.committed(deadLetters).size() == 1);
        }
    }

    private void assertJsonSaysWhatAvroSays() throws IOException {
        JsonNode json = JSON.readTree(
                installation.committed(prefix + "tickets-json").get(0).value());
        Prediction avro = predictions(prefix + "tickets-predictions").get(0);
        assertThat(json.get("label").textValue()).isEqualTo(avro.getLabel());
        assertThat(json.get("input").get("offset").longValue())
                .isEqualTo(avro.getInput().getOffset());
    }

    @Test
    void addsATaskWhileTheOthersGoOn() throws Exception {
        try (StreamsAppUnderTest first = app("tickets", "first")) {
            until(() -> first.get("/health/ready").contains("no tickets model yet"));
            installation.publish(TICKETS, "000001-bbbbbbbb", Artifacts.review(2));
            sendTicket("a", "t1", "printer is broken");
            until(() -> predictions(prefix + "tickets-predictions").size() == 1);

            try (StreamsAppUnderTest second = app("frames", "second")) {
                sendFrame("f1", "car");
                until(() -> labelled("labelled-frames", LabelledImage.class).size() == 1);
                sendTicket("a", "t2", "screen is dark");
                until(() -> predictions(prefix + "tickets-predictions").size() == 2);
                assertThat(first.get("/health/ready")).startsWith("200");
                assertThat(second.get("/health/ready")).startsWith("503").contains("no frames model yet");
                assertThat(first.get("/health/ready/tickets")).startsWith("200");
                assertThat(first.get("/health/ready/frames")).startsWith("404");
                assertThat(second.get("/health/ready/frames")).startsWith("503").contains("no frames model yet");
            }
        }
    }

    private StreamsAppUnderTest app(String tasks, String name) throws IOException {
        Path file = Files.writeString(folder.resolve("millrace-" + name + ".properties"), """
                tasks=%1$s
                task.frames.type=image
                task.frames.input.topic=%2$scamera.frames
                task.frames.input.content=payload.photo
                task.frames.input.label=payload.kind
                task.frames.predictions.topic=%2$scamera.frames.classified
                task.tickets.type=text
                task.tickets.input.topic=%2$ssupport.tickets
                task.tickets.input.content=body
                task.tickets.id=no
                task.tickets.labels.topic=%2$sverdicts
                task.tickets.labels.field=truth
                task.tickets.labels.id=ticket
                task.tickets.predictions.json.topic=%2$stickets-json
                """.formatted(tasks, prefix)
                .lines()
                .filter(line -> !line.startsWith("task.") || isOf(line, tasks))
                .collect(Collectors.joining("\n")));
        Map<String, String> environment = new HashMap<>(installation.environment());
        environment.put("MILLRACE_CONFIG", file.toString());
        return new StreamsAppUnderTest(StreamsApp::run, environment, folder.resolve("state-" + name));
    }

    private static boolean isOf(String line, String tasks) {
        return Set.of(tasks.split(",", -1)).stream().anyMatch(task -> line.startsWith("task." + task + "."));
    }

    private void sendFrame(String camera, @Nullable String kind) throws IOException {
        GenericRecord payload = new GenericData.Record(FRAME.getField("payload").schema());
        payload.put("photo", ByteBuffer.wrap(png()));
        payload.put("kind", kind);
        GenericRecord frame = new GenericData.Record(FRAME);
        frame.put("camera", camera);
        frame.put("payload", payload);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(ByteBuffer.allocate(5).put((byte) 0).putInt(frameSchema).array());
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(FRAME).write(frame, encoder);
        encoder.flush();
        installation.sendBytes(frames, camera, bytes.toByteArray());
        installation.flush();
    }

    private void sendTicket(String key, String number, String body) {
        String json = "{\"no\": \"" + number + "\", \"body\": \"" + body + "\"}";
        installation.sendBytes(tickets, key, json.getBytes(UTF_8));
        installation.flush();
    }

    private static byte[] png() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(20, 12, BufferedImage.TYPE_INT_RGB), "png", bytes);
        return bytes.toByteArray();
    }

    private List<Prediction> predictions(String topic) {
        return values(topic, Prediction.class);
    }

    private <V extends SpecificRecord> List<V> labelled(String topic, Class<V> type) {
        return values(prefix + topic, type);
    }

    private <V extends SpecificRecord> List<V> values(String topic, Class<V> type) {
        return installation.values(new Topic<>(topic, Serdes.String(), registry.of(type)));
    }

    private Set<String> topics() throws Exception {
        try (Admin admin = installation.admin()) {
            return admin.listTopics().names().get();
        }
    }
}
