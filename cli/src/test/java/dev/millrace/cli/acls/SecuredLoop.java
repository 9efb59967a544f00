package dev.millrace.cli.acls;

import dev.millrace.records.Image;
import dev.millrace.records.ImageEncoding;
import dev.millrace.records.Label;
import dev.millrace.records.LabelledImage;
import dev.millrace.records.Prediction;
import dev.millrace.schemas.KafkaConnection;
import dev.millrace.schemas.SchemaRegistry;
import dev.millrace.schemas.Topic;
import dev.millrace.schemas.Topics;
import dev.millrace.service.access.Role;
import dev.millrace.streams.StreamsApp;
import dev.millrace.testing.Await;
import dev.millrace.testing.LocalHttp;
import dev.millrace.testing.StreamsAppUnderTest;
import dev.millrace.testing.TestRegistry;
import dev.millrace.trainer.Trainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** The trainer and the streams app on a secured installation, and the programs around them, each under its own principal. */
final class SecuredLoop implements AutoCloseable {

    private final SecuredInstallation installation;
    private final SchemaRegistry registry;
    private final Topics topics;
    private final StreamsAppUnderTest app;
    private final LocalHttp trainer = new LocalHttp(TestRegistry.freePort());
    private final CompletableFuture<Void> stop = new CompletableFuture<>();
    private final CompletableFuture<Void> trained;

    SecuredLoop(SecuredInstallation installation, Path folder) {
        this.installation = installation;
        this.registry = installation.connection(Role.PRODUCER).openRegistry();
        this.topics = Topics.of(installation.names(), registry);
        this.app = new StreamsAppUnderTest(
                StreamsApp::run, installation.environment(Role.STREAMS_APP), folder.resolve("state"));
        Map<String, String> environment = new HashMap<>(installation.environment(Role.TRAINER));
        environment.put("MILLRACE_DATA_DIR", folder.resolve("data").toString());
        environment.put("MILLRACE_TRAINER_OPERATIONS_PORT", Integer.toString(trainer.port()));
        environment.put("MILLRACE_TRAINER_MIN_EXAMPLES", "200");
        environment.put("MILLRACE_TRAINER_NEW_LABELS", "200");
        environment.put("MILLRACE_TRAINER_GATE_MIN_EXAMPLES", "10");
        environment.put("MILLRACE_TRAINER_IMAGE_SIDE", "8");
        environment.put("MILLRACE_TRAINER_IMAGE_LEARNING_RATE", "0.01");
        environment.put("MILLRACE_TRAINER_EPOCHS", "5");
        this.trained = CompletableFuture.runAsync(() -> Trainer.run(environment, stop));
    }

    /** What the streams app answers on that path. */
    String streamsApp(String path) {
        return app.get(path);
    }

    /** What the trainer answers on that path. */
    String trainer(String path) {
        return trainer.get(path);
    }

    /** Sends distinct images with those numbers, with a label or without. */
    void produce(int from, int to, boolean isLabelled) {
        try (KafkaProducer<String, Image> producer = producer(Role.PRODUCER, topics.images())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (int number = from; number < to; number++) {
                sent.add(producer.send(
                        new ProducerRecord<>(topics.images().name(), "image-" + number, image(number, isLabelled))));
            }
            producer.flush();
            sent.forEach(SecuredLoop::requireAcknowledged);
        }
    }

    /** Sends the label of an image that went out without. */
    void label(int number) {
        try (KafkaProducer<String, Label> producer = producer(Role.LABELLER, topics.imageLabels())) {
            requireAcknowledged(producer.send(new ProducerRecord<>(
                    topics.imageLabels().name(), "image-" + number, new Label(labelOf(number), null))));
        }
    }

    private static void requireAcknowledged(Future<RecordMetadata> sent) {
        try {
            var unused = sent.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Reads predictions as a consumer with a group does, until those images have one. */
    void awaitPredictions(int from, int to) {
        Map<String, Object> properties =
                new HashMap<>(installation.connection(Role.CONSUMER).properties());
        properties.put(
                "group.id",
                installation.access(Role.CONSUMER).access().groups().iterator().next());
        properties.put("isolation.level", "read_committed");
        properties.put("auto.offset.reset", "earliest");
        Set<String> missing = new HashSet<>();
        for (int number = from; number < to; number++) {
            missing.add("image-" + number);
        }
        Topic<String, Prediction> predictions = topics.imagePredictions();
        try (KafkaConsumer<String, Prediction> consumer = new KafkaConsumer<>(
                properties, new StringDeserializer(), predictions.valueSerde().deserializer())) {
            consumer.subscribe(List.of(predictions.name()));
            Await.until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(each -> missing.remove(each.key()));
                return missing.isEmpty();
            });
            consumer.commitSync();
        }
    }

    /** Waits until the example of an image is on the labelled topic. */
    void awaitExample(int number) {
        Map<String, Object> properties = new HashMap<>(installation.kafka().adminProperties());
        properties.put("isolation.level", "read_committed");
        properties.put("auto.offset.reset", "earliest");
        properties.put("group.id", "the-test");
        Topic<String, LabelledImage> labelled = topics.labelledImages();
        Set<String> seen = new HashSet<>();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(labelled.name()));
            Await.until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(each -> seen.add(String.valueOf(each.key())));
                return seen.contains("image-" + number);
            });
        }
    }

    private <V> KafkaProducer<String, V> producer(Role role, Topic<String, V> topic) {
        KafkaConnection connection = installation.connection(role);
        return new KafkaProducer<>(
                connection.properties(),
                new StringSerializer(),
                topic.valueSerde().serializer());
    }

    private static Image image(int number, boolean isLabelled) {
        byte[] samples = new byte[8 * 8 * 3];
        SplittableRandom random = new SplittableRandom(number);
        Arrays.fill(samples, (byte) (isLight(number) ? random.nextInt(140, 250) : random.nextInt(5, 110)));
        samples[0] = (byte) number;
        samples[1] = (byte) (number >> 8);
        @Nullable String label = isLabelled ? labelOf(number) : null;
        return new Image(ByteBuffer.wrap(samples), ImageEncoding.RAW_RGB, 8, 8, label);
    }

    private static boolean isLight(int number) {
        return number % 2 == 0;
    }

    private static String labelOf(int number) {
        return isLight(number) ? "light" : "dark";
    }

    /** Creates an empty folder for a loop. */
    static Path folder() {
        try {
            return Files.createTempDirectory("millrace-loop");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        stop.complete(null);
        app.close();
        trained.join();
        registry.close();
    }
}
