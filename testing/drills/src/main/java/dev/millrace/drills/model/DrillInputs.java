package dev.millrace.drills.model;

import dev.millrace.model.image.EncodedImage;
import dev.millrace.model.spec.Task;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.StringJoiner;

/** The inputs of a drill. The same number always gives the same content, so nothing needs to be kept. */
public final class DrillInputs {

    /** Side of an image in pixels. */
    public static final int SIDE = 8;

    private static final int WORDS = 256;
    private static final int MOST_WORDS = 30;

    private DrillInputs() {}

    /** The key of input {@code number} of a task. */
    public static String id(Task task, long number) {
        return task.id() + "-" + number;
    }

    /** Raw pixels, three bytes each. */
    public static EncodedImage image(long number) {
        byte[] pixels = new byte[SIDE * SIDE * 3];
        new SplittableRandom(number).nextBytes(pixels);
        return EncodedImage.raw(ByteBuffer.wrap(pixels), SIDE, SIDE);
    }

    /** One to thirty words. */
    public static String review(long number) {
        SplittableRandom random = new SplittableRandom(number);
        StringJoiner words = new StringJoiner(" ");
        for (int word = random.nextInt(MOST_WORDS); word >= 0; word--) {
            words.add("word" + random.nextInt(WORDS));
        }
        return words.toString();
    }

    /** An image on which every planted network fails: plain magenta. */
    public static EncodedImage poisonImage() {
        byte[] pixels = new byte[SIDE * SIDE * 3];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i % 3 == 1 ? 0 : 255);
        }
        return EncodedImage.raw(ByteBuffer.wrap(pixels), SIDE, SIDE);
    }
}
