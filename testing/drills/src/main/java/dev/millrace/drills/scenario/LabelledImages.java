package dev.millrace.drills.scenario;

import dev.millrace.cli.data.GeneratedImages;
import dev.millrace.cli.produce.ImageForm;
import dev.millrace.cli.produce.Records;
import dev.millrace.drills.environment.Input;
import dev.millrace.drills.environment.ScenarioEnvironment;
import dev.millrace.drills.model.DrillInputs;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.records.Image;
import dev.millrace.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.util.function.LongFunction;

/** Images that carry their label, for training. */
final class LabelledImages {

    private LabelledImages() {}

    static LongFunction<Input> of(ScenarioEnvironment stage) {
        GeneratedImages images = new GeneratedImages(Integer.MAX_VALUE, 1);
        Topic<String, Image> topic = stage.topics().images();
        return number -> Input.good(
                DrillInputs.id(DefaultTasks.IMAGE, number).getBytes(StandardCharsets.UTF_8),
                topic.valueSerde()
                        .serializer()
                        .serialize(topic.name(), Records.image(images.get((int) number), true, ImageForm.RAW)));
    }

    /** Whether the labelled topic has exactly as many committed images as were sent. */
    static boolean areForwarded(ScenarioEnvironment stage) {
        long sent = stage.loads().acknowledged(DefaultTasks.IMAGE);
        long forwarded = stage.count(stage.topics().labelledImages().name());
        stage.require(forwarded <= sent, "forwarded " + forwarded + " labelled images of " + sent);
        return forwarded == sent;
    }
}
