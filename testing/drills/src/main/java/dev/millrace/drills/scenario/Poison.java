package dev.millrace.drills.scenario;

import dev.millrace.drills.environment.DrillRecords;
import dev.millrace.drills.environment.Input;
import dev.millrace.drills.environment.ScenarioEnvironment;
import dev.millrace.drills.model.DrillInputs;
import dev.millrace.drills.poison.PoisonCatalog;
import dev.millrace.drills.poison.PoisonInput;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.spec.Task;
import dev.millrace.records.Image;
import dev.millrace.schemas.Topic;
import dev.millrace.schemas.deadletter.DeadLetterReason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;

/** Hostile inputs, each alone and among valid ones. */
final class Poison {

    /** One bad record per this number of records, until each has come once on its own. */
    private static final int APART = 50;

    private Poison() {}

    static List<Scenario> scenarios() {
        return List.of(
                Scripted.exactlyOnce(
                        "poison",
                        "every kind of bad input, first one among good ones, then all in a row",
                        Poison::allKinds),
                Scripted.exactlyOnce(
                        "failing-network",
                        "images on which the network itself fails, among good ones of the same batch",
                        Poison::failingNetwork));
    }

    private static void allKinds(ScenarioEnvironment stage) {
        PoisonCatalog catalog =
                PoisonCatalog.of(stage.topics(), stage.cluster().connection().registryUrl());
        stage.say(catalog.inputs().size() + " kinds");
        for (Task task : DefaultTasks.ALL) {
            stage.loads().feed(task, mixed(stage.loads().inputs(task), catalog.of(task)));
        }
        var unused = Instances.two(stage);
        stage.end();
    }

    /** First each bad record among fifty good ones, then all of them in a row, then good ones. */
    private static LongFunction<Input> mixed(LongFunction<Input> good, List<PoisonInput> bad) {
        long spread = (long) bad.size() * APART;
        return number -> {
            if (number < spread) {
                return number % APART == APART / 2 ? input(bad.get((int) (number / APART))) : good.apply(number);
            }
            return number - spread < bad.size() ? input(bad.get((int) (number - spread))) : good.apply(number);
        };
    }

    private static Input input(PoisonInput poison) {
        return new Input(poison.key(), poison.value(), poison.headers(), poison.expected());
    }

    private static void failingNetwork(ScenarioEnvironment stage) {
        LongFunction<Input> good = stage.loads().inputs(DefaultTasks.IMAGE);
        Topic<String, Image> topic = stage.topics().images();
        byte[] poison =
                topic.valueSerde().serializer().serialize(topic.name(), DrillRecords.image(DrillInputs.poisonImage()));
        stage.loads()
                .feed(
                        DefaultTasks.IMAGE,
                        number -> number % APART != APART / 2
                                ? good.apply(number)
                                : new Input(
                                        DrillInputs.id(DefaultTasks.IMAGE, number)
                                                .getBytes(StandardCharsets.UTF_8),
                                        poison,
                                        Map.of(),
                                        Optional.of(DeadLetterReason.CLASSIFIER_FAILURE)));
        var unused = Instances.two(stage);
        stage.end();
    }
}
