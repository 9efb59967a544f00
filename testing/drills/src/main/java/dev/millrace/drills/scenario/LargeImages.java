package dev.millrace.drills.scenario;

import dev.millrace.drills.environment.Input;
import dev.millrace.drills.environment.ScenarioEnvironment;
import dev.millrace.drills.model.DrillInputs;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.records.Image;
import dev.millrace.records.ImageEncoding;
import dev.millrace.schemas.Topic;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.function.LongFunction;

/** Raw images of almost the maximum size, several in a row. */
final class LargeImages {

    private static final int SIDE = 540;
    private static final long FROM = 500;
    private static final long TO = 1_000;

    private LargeImages() {}

    static LongFunction<Input> amid(LongFunction<Input> small, ScenarioEnvironment stage) {
        byte[] pixels = new byte[SIDE * SIDE * 3];
        new SplittableRandom(1).nextBytes(pixels);
        Topic<String, Image> topic = stage.topics().images();
        Image image = Image.newBuilder()
                .setContent(ByteBuffer.wrap(pixels))
                .setEncoding(ImageEncoding.RAW_RGB)
                .setWidth(SIDE)
                .setHeight(SIDE)
                .build();
        byte[] large = topic.valueSerde().serializer().serialize(topic.name(), image);
        return number -> number < FROM || number >= TO
                ? small.apply(number)
                : Input.good(DrillInputs.id(DefaultTasks.IMAGE, number).getBytes(StandardCharsets.UTF_8), large);
    }
}
