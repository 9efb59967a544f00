package dev.millrace.trainer;

import dev.millrace.fixtures.TestTopics;
import dev.millrace.model.image.ImageLimits;
import dev.millrace.model.spec.Task;
import dev.millrace.modelregistry.ModelCatalog;
import dev.millrace.modelregistry.ModelLog;
import dev.millrace.modelregistry.publish.ModelPublisher;
import dev.millrace.records.Action;
import dev.millrace.records.Command;
import dev.millrace.records.ImageEncoding;
import dev.millrace.records.LabelledImage;
import dev.millrace.records.Origin;
import dev.millrace.records.TrainerAlias;
import dev.millrace.records.TrainingRun;
import dev.millrace.schemas.Topic;
import dev.millrace.schemas.Topics;
import dev.millrace.trainer.intake.LabelledSources;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Topics of its own on the shared broker and registry, and what a test does with them. */
final class TrainerInstallation implements AutoCloseable {

    final MeterRegistry meters = new SimpleMeterRegistry();
    private final Map<String, String> environment = new HashMap<>();
    private final TestTopics installed = TestTopics.made();
    private final Topics topics = installed.topics();
    private int images;

    TrainerInstallation(Path directory) {
        environment.putAll(installed.environment());
        environment.put("MILLRACE_DATA_DIR", directory.toString());
        environment.put("MILLRACE_KAFKA_SESSION_TIMEOUT_MS", "6000");
        environment.put("MILLRACE_TRAINER_MIN_EXAMPLES", "200");
        environment.put("MILLRACE_TRAINER_NEW_LABELS", "200");
        environment.put("MILLRACE_TRAINER_GATE_MIN_EXAMPLES", "10");
        environment.put("MILLRACE_TRAINER_IMAGE_LEARNING_RATE", "0.5");
    }

    TrainerInstallation with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Map<String, String> environment() {
        return environment;
    }

    Topics topics() {
        return topics;
    }

    TrainerConfig config() {
        return TrainerConfig.from(environment);
    }

    TaskTrainer<Float, Float> startTrainer() {
        return TaskTrainer.start(
                config(),
                topics,
                LabelledSources.images(
                        topics.labelledImages(), ImageLimits.standard(), BrightnessPipeline.SHAPE.side()),
                new BrightnessPipeline(),
                new TaskTrainer.Surroundings(meters, new Semaphore(1, true), InstantSource.system()));
    }

    /** Distinct images whose brightness fits their label in nine cases of ten. */
    void label(int count) {
        try (KafkaProducer<String, LabelledImage> producer = producer(topics.labelledImages())) {
            for (int i = 0; i < count; i++) {
                var unused = producer.send(
                        new ProducerRecord<>(topics.labelledImages().name(), "image-" + images, image(images)));
                images++;
            }
        }
    }

    void sendMalformed() {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                installed.connection().properties(), new StringSerializer(), new StringSerializer())) {
            var unused =
                    producer.send(new ProducerRecord<>(topics.labelledImages().name(), "odd", "no Avro at all"));
        }
    }

    void trainNow() {
        Command command = Command.newBuilder()
                .setAction(Action.TRAIN_NOW)
                .setBy("a test")
                .setAt(0)
                .build();
        try (KafkaProducer<String, Command> producer = producer(topics.commands())) {
            var unused = producer.send(new ProducerRecord<>(topics.commands().name(), Task.IMAGE.id(), command));
        }
    }

    /** The broker takes no more transactions of the active trainer. */
    void fence() {
        ModelPublisher.open(installed.connection(), topics, Task.IMAGE, config().retention())
                .close();
    }

    /** Committed runs so far, the oldest first. */
    List<TrainingRun> runs() {
        List<TrainingRun> runs = new ArrayList<>(installed.values(topics.trainingRuns()));
        runs.sort((one, other) -> Long.compare(one.getStartedAt(), other.getStartedAt()));
        return runs;
    }

    ModelCatalog catalog() {
        try (ModelLog models = ModelLog.openAtEnd(installed.connection(), installed.topics())) {
            return models.catalog();
        }
    }

    byte[] artifact(String version) {
        try (ModelLog models = ModelLog.openAtEnd(installed.connection(), installed.topics())) {
            return models.fetch(Task.IMAGE, version);
        }
    }

    Optional<String> champion() {
        return catalog().trainerAlias(Task.IMAGE).map(TrainerAlias::getChampion);
    }

    @Override
    public void close() {
        installed.close();
    }

    private <V> KafkaProducer<String, V> producer(Topic<String, V> topic) {
        Map<String, Object> properties = new HashMap<>(installed.connection().properties());
        properties.put("max.in.flight.requests.per.connection", 1);
        return new KafkaProducer<>(
                properties, new StringSerializer(), topic.valueSerde().serializer());
    }

    private static LabelledImage image(int number) {
        SplittableRandom random = new SplittableRandom(number);
        boolean isLight = number % 2 == 0;
        byte[] samples = new byte[8 * 8 * 3];
        Arrays.fill(samples, (byte) (isLight ? random.nextInt(140, 250) : random.nextInt(5, 110)));
        samples[0] = (byte) number;
        samples[1] = (byte) (number >> 8);
        boolean isMistaken = random.nextInt(10) == 0;
        return LabelledImage.newBuilder()
                .setContent(ByteBuffer.wrap(samples))
                .setEncoding(ImageEncoding.RAW_RGB)
                .setWidth(8)
                .setHeight(8)
                .setLabel(isLight == isMistaken ? "dark" : "light")
                .setOrigin(new Origin("images", 0, (long) number, 0L))
                .build();
    }
}
