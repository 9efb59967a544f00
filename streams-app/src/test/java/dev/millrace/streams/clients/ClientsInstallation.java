package dev.millrace.streams.clients;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.fixtures.Artifacts;
import dev.millrace.fixtures.Installation;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.spec.ImageArchitecture;
import dev.millrace.model.spec.Task;
import dev.millrace.model.spec.TaskType;
import dev.millrace.records.ModelStamp;
import dev.millrace.records.Origin;
import dev.millrace.records.Prediction;
import dev.millrace.schemas.SchemaRegistry;
import dev.millrace.schemas.Topic;
import dev.millrace.schemas.TopicNames;
import dev.millrace.service.Settings;
import dev.millrace.service.tasks.RecordTypes;
import dev.millrace.service.tasks.TaskCatalog;
import dev.millrace.streams.StreamsApp;
import dev.millrace.testing.StreamsAppUnderTest;
import dev.millrace.testing.TestKafka;
import dev.millrace.testing.TestRegistry;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The streams app with the tasks of docs/clients.md, under the topics' names there, with a model for each. It may not register
 * schemas: they are registered before it starts.
 */
final class ClientsInstallation implements AutoCloseable {

    /** The key of predictions whose transaction was aborted: consumers must not see them. */
    static final String ABORTED = "aborted-prediction";

    private static final TopicNames NAMES = new TopicNames("");

    private final TestKafka kafka = TestKafka.own();
    private final Installation installation =
            new Installation(kafka, TestRegistry.shared().url(), NAMES);
    private final SchemaRegistry registry = installation.connection().openRegistry();
    private final StreamsAppUnderTest app;

    ClientsInstallation(Path settings, Path state) {
        makeForeignTopics();
        Map<String, String> environment = new HashMap<>(installation.environment());
        environment.put("MILLRACE_CONFIG", settings.toString());
        environment.put("MILLRACE_AUTO_REGISTER_SCHEMAS", "false");
        environment.put("MILLRACE_STREAMS_LABEL_PARTITIONS", "2");
        RecordTypes.of(TaskCatalog.from(new Settings(environment), NAMES), NAMES)
                .byTopic()
                .forEach(registry::register);
        installation.makeTopics();
        app = new StreamsAppUnderTest(StreamsApp::run, environment, state);
        installation.publish(DefaultTasks.REVIEW, "000001-aaaaaaaa", Artifacts.review(1));
        installation.publish(new Task("tickets", TaskType.TEXT), "000001-bbbbbbbb", Artifacts.review(2));
        installation.publish(DefaultTasks.IMAGE, "000001-cccccccc", image(3));
        installation.publish(new Task("frames", TaskType.IMAGE), "000001-eeeeeeee", image(5));
        installation.publish(new Task("photos", TaskType.IMAGE), "000001-dddddddd", image(4));
        abortPredictions();
    }

    private void abortPredictions() {
        Map<String, Object> properties = new HashMap<>(installation.connection().properties());
        properties.put("transactional.id", ABORTED);
        ModelStamp model = new ModelStamp("review", "000001-aaaaaaaa", "0".repeat(64), "float32");
        Origin input = new Origin("reviews", 0, 0L, 0L);
        Prediction prediction = new Prediction("pos", 1f, Map.of("pos", 1f), model, input, null);
        byte[] avro = registry.of(Prediction.class).serializer().serialize("review-predictions", prediction);
        byte[] json = "{\"label\": \"pos\", \"confidence\": 1.0}".getBytes(UTF_8);
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            var first = producer.send(new ProducerRecord<>("review-predictions", ABORTED, avro));
            var second = producer.send(new ProducerRecord<>("support.tickets.classified", ABORTED, json));
            producer.flush();
            producer.abortTransaction();
            if (!first.isDone() || !second.isDone()) {
                throw new IllegalStateException("the predictions to abort were not written");
            }
        }
    }

    private static ModelArtifact image(long seed) {
        return Artifacts.image(new ImageArchitecture(8, 4, 4, 8), seed);
    }

    /** Two partitions for records and three for labels: they can't lie beside each other. */
    private void makeForeignTopics() {
        try (Admin admin = installation.admin()) {
            admin.createTopics(List.of(
                            new NewTopic("camera.frames", 2, (short) 1),
                            new NewTopic("support.tickets", 2, (short) 1),
                            new NewTopic("support.verdicts", 3, (short) 1),
                            new NewTopic("photos", 2, (short) 1),
                            new NewTopic("photo.kinds", 3, (short) 1)))
                    .all()
                    .get();
        } catch (Exception e) {
            throw new IllegalStateException("the topics of other teams can't be made", e);
        }
    }

    /** The variables by which the documented programs find Kafka and the registry, and Go the packages of Debian. */
    Map<String, String> variables() {
        return Map.of(
                "KAFKA", installation.connection().bootstrapServers(),
                "REGISTRY", installation.connection().registryUrl(),
                "GO111MODULE", "off",
                "GOPATH", "/usr/share/gocode",
                "GOCACHE", Path.of("target", "go").toAbsolutePath().toString());
    }

    /** Committed records of a topic so far. */
    <V extends SpecificRecord> List<V> values(String topic, Class<V> type) {
        return installation.values(new Topic<>(topic, Serdes.String(), registry.of(type)));
    }

    /** Keys of the committed records of a topic so far, as text. */
    List<String> keys(String topic) {
        return installation.committed(topic).stream()
                .map(record -> new String(record.key(), UTF_8))
                .toList();
    }

    @Override
    public void close() {
        app.close();
        registry.close();
        installation.close();
        kafka.close();
    }
}
