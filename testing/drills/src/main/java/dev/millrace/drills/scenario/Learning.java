package dev.millrace.drills.scenario;

import dev.millrace.cli.connection.CommittedRecords;
import dev.millrace.drills.audit.TrueLabel;
import dev.millrace.drills.environment.DrillRecords;
import dev.millrace.drills.environment.Input;
import dev.millrace.drills.environment.ScenarioEnvironment;
import dev.millrace.drills.environment.Service;
import dev.millrace.drills.environment.ServicePlan;
import dev.millrace.drills.model.DrillInputs;
import dev.millrace.drills.model.HardImages;
import dev.millrace.drills.model.ModelAccuracy;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.spec.Task;
import dev.millrace.modelregistry.ModelCatalog;
import dev.millrace.modelregistry.publish.ModelUpload;
import dev.millrace.modelregistry.publish.NewModel;
import dev.millrace.records.Action;
import dev.millrace.records.Command;
import dev.millrace.records.Image;
import dev.millrace.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongFunction;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Whether the champion stays as good as it was, with the gate as it is by default. */
final class Learning {

    private static final Task TASK = DefaultTasks.IMAGE;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration SOON = Duration.ofMinutes(3);
    private static final String EXAMPLES = "millrace_trainer_examples";
    private static final String ACTIVE = "millrace_trainer_active";
    private static final int LEAST_EXAMPLES = 1_500;

    /** Images that judge the champions; none of them is sent. */
    private static final long JUDGES = 4_000;

    private static final long FIRST_JUDGE = 1L << 40;
    private static final double MOST_LOST = 0.03;

    /** Flaws of the planted candidates, in the order of their uploads: good and bad ones by turns. */
    private static final double[] FLAWS = {0.3, 0.5, 0.15, 0.35, 0.2, 0.6, 0.1, 0.4, 0.05, 0.25, 0.0, 0.3};

    /** Small runs with the gate's defaults. */
    private static final ServicePlan PLAN = ServicePlan.plain()
            .with("MILLRACE_TRAINER_TASKS", "image")
            .with("MILLRACE_TRAINER_THREADS", "1")
            .with("MILLRACE_TRAINER_MIN_EXAMPLES", "1000")
            .with("MILLRACE_TRAINER_NEW_LABELS", "1500")
            .with("MILLRACE_TRAINER_BUDGET", "PT4S");

    private Learning() {}

    static List<Scenario> scenarios() {
        return List.of(Scripted.exactlyOnce(
                "champion-never-falls",
                "good and bad candidates are uploaded while trainers die and take over, one with an empty disk",
                Learning::play));
    }

    private static void play(ScenarioEnvironment stage) {
        Trainers.play(stage, images(stage.topics().images()), () -> {
            List<Service> trainers = new ArrayList<>();
            trainers.add(stage.services().startTrainer("trainer-1", PLAN));
            trainers.add(stage.services().startTrainer("trainer-2", PLAN));
            stage.await(
                    SOON,
                    "a trainer has " + LEAST_EXAMPLES + " examples",
                    () -> trainers.stream().anyMatch(trainer -> trainer.sum(EXAMPLES) >= LEAST_EXAMPLES));
            for (int candidate = 0; candidate < FLAWS.length; candidate++) {
                long before = runs(stage);
                upload(stage, candidate);
                stage.await(SOON, "a run follows upload " + candidate, () -> runs(stage) > before);
                if (candidate % 4 == 2) {
                    takeOver(stage, trainers);
                }
            }
        });
        judge(stage);
    }

    /** Number of runs that a trainer has reported, uploads included. */
    private static long runs(ScenarioEnvironment stage) {
        return CommittedRecords.count(
                stage.cluster(), stage.topics().trainingRuns().name());
    }

    private static void takeOver(ScenarioEnvironment stage, List<Service> trainers) {
        Service active = trainers.stream()
                .filter(trainer -> trainer.process().isAlive() && trainer.sum(ACTIVE) > 0)
                .findFirst()
                .orElse(trainers.get(0));
        if (active.process().isAlive()) {
            stage.faults().kill(active.process());
        }
        trainers.add(stage.services().startTrainer("trainer-" + (trainers.size() + 1), PLAN));
    }

    /** As {@code models publish} does. */
    private static void upload(ScenarioEnvironment stage, int candidate) {
        ModelCatalog catalog = Operator.catalog(stage.cluster());
        NewModel model =
                new NewModel(TASK, HardImages.model(candidate, FLAWS[candidate]), Instant.EPOCH, Optional.empty());
        String version = ModelUpload.upload(model, catalog, stage.cluster().connection(), stage.topics());
        Command command = Command.newBuilder()
                .setAction(Action.PUBLISH)
                .setBy("drill")
                .setAt(0)
                .setVersion(version)
                .build();
        Topic<String, Command> topic = stage.topics().commands();
        try (Producer<String, Command> producer = stage.cluster().producer(topic, PATIENCE)) {
            var unused = producer.send(new ProducerRecord<>(topic.name(), TASK.id(), command));
        }
    }

    private static LongFunction<Input> images(Topic<String, Image> topic) {
        return number -> {
            Image image = Image.newBuilder(DrillRecords.image(HardImages.image(number)))
                    .setLabel(HardImages.label(number))
                    .build();
            byte[] key = DrillInputs.id(TASK, number).getBytes(StandardCharsets.UTF_8);
            TrueLabel label = TrueLabel.of(image.getLabel(), image.getContent());
            return Input.labelled(key, topic.valueSerde().serializer().serialize(topic.name(), image), label);
        };
    }

    private static void judge(ScenarioEnvironment stage) {
        List<String> champions = stage.champions(TASK);
        ModelAccuracy accuracy = new ModelAccuracy(stage.archive(), FIRST_JUDGE, JUDGES);
        double best = 0;
        List<String> figures = new ArrayList<>();
        for (String champion : champions) {
            double now = accuracy.of(TASK, champion);
            figures.add(String.format(Locale.ROOT, "%.1f", 100 * now));
            stage.require(
                    now >= best - MOST_LOST,
                    "champion " + champion + " has " + now + " right, an earlier one had " + best);
            best = Math.max(best, now);
        }
        stage.say("accuracy of the champions on " + JUDGES + " images, %: " + String.join(", ", figures));
        stage.require(champions.size() > 1, "required several champions, got " + champions);
    }
}
