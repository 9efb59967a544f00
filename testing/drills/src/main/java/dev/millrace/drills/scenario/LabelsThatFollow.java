package dev.millrace.drills.scenario;

import dev.millrace.cli.connection.CommittedRecords;
import dev.millrace.cli.data.GeneratedImages;
import dev.millrace.cli.produce.ImageForm;
import dev.millrace.cli.produce.Records;
import dev.millrace.drills.environment.Input;
import dev.millrace.drills.environment.ScenarioEnvironment;
import dev.millrace.drills.model.DrillInputs;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.records.Label;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Images half of which carry their label; for the others it follows a second later. Each must become one example. */
final class LabelsThatFollow implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** How many images later a label follows. */
    private static final int LATER = 100;

    private final ScenarioEnvironment stage;
    private final GeneratedImages images = new GeneratedImages(Integer.MAX_VALUE, 1);
    private final Producer<String, Label> labels;
    private final Set<String> labelled = ConcurrentHashMap.newKeySet();

    LabelsThatFollow(ScenarioEnvironment stage) {
        this.stage = stage;
        this.labels = stage.cluster().producer(stage.topics().imageLabels(), PATIENCE);
    }

    /** Image {@code number}; sends the label of an earlier one. */
    Input input(long number) {
        if (number >= LATER && !carriesLabel(number - LATER)) {
            sendLabel(number - LATER);
        }
        if (carriesLabel(number)) {
            labelled.add(id(number));
        }
        var topic = stage.topics().images();
        return Input.good(
                id(number).getBytes(StandardCharsets.UTF_8),
                topic.valueSerde()
                        .serializer()
                        .serialize(
                                topic.name(),
                                Records.image(images.get((int) number), carriesLabel(number), ImageForm.RAW)));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a label that is not sent is missed at the end
    private void sendLabel(long number) {
        labelled.add(id(number));
        labels.send(new ProducerRecord<>(
                stage.topics().imageLabels().name(),
                id(number),
                new Label(images.get((int) number).label().orElseThrow(), null)));
    }

    private static boolean carriesLabel(long number) {
        return number % 2 == 0;
    }

    private static String id(long number) {
        return DrillInputs.id(DefaultTasks.IMAGE, number);
    }

    /** Number of images that got a label. */
    int labelled() {
        return labelled.size();
    }

    /** Number of images that got a label and are not on the labelled topic. */
    int missing() {
        labels.flush();
        Set<String> missing = new HashSet<>(labelled);
        CommittedRecords.forEach(
                stage.cluster(),
                stage.topics().labelledImages().name(),
                example -> missing.remove(new String(example.key(), StandardCharsets.UTF_8)));
        return missing.size();
    }

    @Override
    public void close() {
        labels.close();
    }
}
