package dev.millrace.trainer;

import dev.millrace.fixtures.TestTopics;
import dev.millrace.model.artifact.Sha256;
import dev.millrace.model.image.ImageLimits;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.spec.LabelTrust;
import dev.millrace.model.spec.Task;
import dev.millrace.modelregistry.ModelCatalog;
import dev.millrace.modelregistry.ModelLog;
import dev.millrace.modelregistry.publish.ModelPublisher;
import dev.millrace.records.Action;
import dev.millrace.records.Command;
import dev.millrace.records.Decision;
import dev.millrace.records.LabelDecision;
import dev.millrace.records.LabelledImage;
import dev.millrace.records.ModelChunk;
import dev.millrace.records.ModelRecord;
import dev.millrace.records.TrainerAlias;
import dev.millrace.records.TrainingRun;
import dev.millrace.schemas.Topic;
import dev.millrace.schemas.Topics;
import dev.millrace.service.input.LabelTrustHeader;
import dev.millrace.testing.Await;
import dev.millrace.trainer.intake.LabelledSources;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** A test's own topics on the shared broker and registry, and what the test does with them. */
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

    /** Without a secret, so that the same examples are in the same splits at every run of a test. */
    TrainerInstallation dividedByContentAlone() {
        ModelChunk none = new ModelChunk(Sha256.of(new byte[0]).hex(), 0, 1, ByteBuffer.allocate(0));
        try (KafkaProducer<String, ModelRecord> producer = producer(topics.models())) {
            for (Task task : DefaultTasks.ALL) {
                var unused = producer.send(new ProducerRecord<>(
                        topics.models().name(), task.id() + "/trainer/split-key", new ModelRecord(none)));
            }
        }
        return this;
    }

    Map<String, String> environment() {
        return environment;
    }

    Topics topics() {
        return topics;
    }

    /** An admin client, for deleting topics. */
    Admin admin() {
        return installed.connection().openAdmin();
    }

    TrainerConfig config() {
        return TrainerConfig.from(environment);
    }

    TaskTrainer<Float, Float> startTrainer() {
        return startTrainer(topics.labelledImages());
    }

    /** @param labelled the labelled topic, with the serde that reads it */
    TaskTrainer<Float, Float> startTrainer(Topic<String, LabelledImage> labelled) {
        return TaskTrainer.start(
                config(),
                topics,
                LabelledSources.images(labelled, ImageLimits.standard(), BrightnessPipeline.SHAPE.input()),
                new BrightnessPipeline(),
                new TaskTrainer.Dependencies(meters, new Semaphore(1, true), InstantSource.system()));
    }

    /** Sends distinct images whose brightness matches their label in nine of ten cases. */
    void label(int count) {
        try (KafkaProducer<String, LabelledImage> producer = producer(topics.labelledImages())) {
            for (int i = 0; i < count; i++) {
                var unused = producer.send(new ProducerRecord<>(
                        topics.labelledImages().name(), "image-" + images, LabelledImages.darkOrLight(images)));
                images++;
            }
        }
    }

    /** Sends the same image each time, with a label that came from a topic of that level. */
    void label(String label, LabelTrust trust) {
        try (KafkaProducer<String, LabelledImage> producer = producer(topics.labelledImages())) {
            LabelledImage image = LabelledImage.newBuilder(LabelledImages.of(0, "a"))
                    .setLabel(label)
                    .build();
            ProducerRecord<String, LabelledImage> labelled =
                    new ProducerRecord<>(topics.labelledImages().name(), "same", image);
            LabelTrustHeader.write(labelled.headers(), trust);
            var unused = producer.send(labelled);
        }
    }

    /** Sends distinct images with the labels in turn; each of a, b, c and d has its own brightness. */
    void labelByTurns(int count, String... labels) {
        try (KafkaProducer<String, LabelledImage> producer = producer(topics.labelledImages())) {
            for (int i = 0; i < count; i++) {
                var unused = producer.send(new ProducerRecord<>(
                        topics.labelledImages().name(),
                        "image-" + images,
                        LabelledImages.of(images, labels[i % labels.length])));
                images++;
            }
        }
    }

    /** Sends labelled records in a transaction that is rolled back, so their offsets have no visible records. */
    void abort(int count) {
        try (KafkaProducer<String, byte[]> producer = installed.transactionalProducer()) {
            producer.beginTransaction();
            for (int i = 0; i < count; i++) {
                var unused = producer.send(
                        new ProducerRecord<>(topics.labelledImages().name(), "aborted-" + i, new byte[] {1}));
            }
            producer.flush();
            producer.abortTransaction();
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
            var unused =
                    producer.send(new ProducerRecord<>(topics.commands().name(), DefaultTasks.IMAGE.id(), command));
        }
    }

    /** Writes an operator's decision on labels. */
    void decide(Task task, Decision decision, String... labels) {
        LabelDecision value = LabelDecision.newBuilder()
                .setDecision(decision)
                .setBy("a test")
                .setAt(0)
                .setReason("because")
                .build();
        try (KafkaProducer<String, LabelDecision> producer = producer(topics.labelApprovals())) {
            for (String label : labels) {
                var unused = producer.send(
                        new ProducerRecord<>(topics.labelApprovals().name(), task.id() + "/" + label, value));
            }
        }
    }

    /** Writes to the model topics what no trainer would. */
    ServedModels models() {
        return new ServedModels(installed);
    }

    /** Fences the leader's transactions. */
    void fence() {
        ModelPublisher.open(installed.connection(), topics, DefaultTasks.IMAGE, config().retention())
                .close();
    }

    /** Committed runs so far, oldest first. */
    List<TrainingRun> runs() {
        List<TrainingRun> runs = new ArrayList<>(installed.values(topics.trainingRuns()));
        runs.sort((one, other) -> Long.compare(one.getStartedAt(), other.getStartedAt()));
        return runs;
    }

    /** Waits until so many runs are committed. */
    void awaitRuns(int count) {
        Await.until(() -> runs().size() >= count);
    }

    ModelCatalog catalog() {
        try (ModelLog models = ModelLog.openAtEnd(installed.connection(), installed.topics())) {
            return models.catalog();
        }
    }

    byte[] artifact(String version) {
        try (ModelLog models = ModelLog.openAtEnd(installed.connection(), installed.topics())) {
            return models.fetch(DefaultTasks.IMAGE, version);
        }
    }

    Optional<String> champion() {
        return catalog().trainerAlias(DefaultTasks.IMAGE).map(TrainerAlias::getChampion);
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
}
