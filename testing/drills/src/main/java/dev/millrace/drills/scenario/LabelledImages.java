package dev.millrace.drills.scenario;

import dev.millrace.cli.data.GeneratedImages;
import dev.millrace.cli.data.Sample;
import dev.millrace.cli.produce.ImageForm;
import dev.millrace.cli.produce.Records;
import dev.millrace.drills.audit.TrueLabel;
import dev.millrace.drills.environment.DrillRecords;
import dev.millrace.drills.environment.Input;
import dev.millrace.drills.environment.ScenarioEnvironment;
import dev.millrace.drills.model.DrillInputs;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.records.Image;
import dev.millrace.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.util.function.LongFunction;
import java.util.stream.IntStream;

/** Images with a label: one that they carry, or one that comes later. */
final class LabelledImages {

    private static final int CLASSES = 10;
    private static final long EARLY = 1_200;

    /** Numbers of generated images that are tried for one of the wanted classes. */
    private static final int SEARCHED = 100;

    private LabelledImages() {}

    /** Images to learn from, with their label. */
    static LongFunction<Input> of(ScenarioEnvironment stage) {
        GeneratedImages images = new GeneratedImages(Integer.MAX_VALUE, 1);
        Topic<String, Image> topic = stage.topics().images();
        return number -> input(topic, number, images.get((int) number));
    }

    /** The same sorted by class: two classes first, then the other eight. */
    static LongFunction<Input> sorted(ScenarioEnvironment stage) {
        GeneratedImages images = new GeneratedImages(Integer.MAX_VALUE, 1);
        Topic<String, Image> topic = stage.topics().images();
        return number -> input(
                topic,
                number,
                IntStream.iterate((int) number * SEARCHED, index -> index + 1)
                        .mapToObj(images::get)
                        .filter(image -> isEarly(image) == number < EARLY)
                        .findFirst()
                        .orElseThrow());
    }

    private static boolean isEarly(Sample image) {
        return image.label().filter(label -> label.endsWith("disc")).isPresent();
    }

    private static Input input(Topic<String, Image> topic, long number, Sample sample) {
        Image image = Records.image(sample, true, ImageForm.RAW);
        TrueLabel label = TrueLabel.of(image.getLabel(), image.getContent());
        return Input.labelled(key(number), topic.valueSerde().serializer().serialize(topic.name(), image), label);
    }

    /** The drill's own images, whose labels come later. */
    static LongFunction<Input> late(ScenarioEnvironment stage) {
        Topic<String, Image> topic = stage.topics().images();
        return number -> {
            Image image = DrillRecords.image(number);
            TrueLabel label = TrueLabel.of("class-" + number % CLASSES, image.getContent());
            return Input.labelled(key(number), topic.valueSerde().serializer().serialize(topic.name(), image), label);
        };
    }

    private static byte[] key(long number) {
        return DrillInputs.id(DefaultTasks.IMAGE, number).getBytes(StandardCharsets.UTF_8);
    }
}
