package dev.millrace.trainer;

import dev.millrace.records.ImageEncoding;
import dev.millrace.records.LabelledImage;
import dev.millrace.records.Origin;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Images of 8 × 8 pixels, a distinct one for each number. */
final class LabelledImages {

    private LabelledImages() {}

    /** Alternately dark and light, with a label that is right in nine of ten cases. */
    static LabelledImage darkOrLight(int number) {
        SplittableRandom random = new SplittableRandom(number);
        boolean isLight = number % 2 == 0;
        int brightness = isLight ? random.nextInt(140, 250) : random.nextInt(5, 110);
        boolean isMistaken = random.nextInt(10) == 0;
        return image(number, brightness, isLight == isMistaken ? "dark" : "light");
    }

    /** Of the brightness that belongs to one of the labels a, b, c and d. */
    static LabelledImage of(int number, String label) {
        int level = label.charAt(0) - 'a';
        return image(number, 64 * level + new SplittableRandom(number).nextInt(16, 48), label);
    }

    private static LabelledImage image(int number, int brightness, String label) {
        byte[] samples = new byte[8 * 8 * 3];
        Arrays.fill(samples, (byte) brightness);
        samples[0] = (byte) number;
        samples[1] = (byte) (number >> 8);
        return LabelledImage.newBuilder()
                .setContent(ByteBuffer.wrap(samples))
                .setEncoding(ImageEncoding.RAW_RGB)
                .setWidth(8)
                .setHeight(8)
                .setLabel(label)
                .setOrigin(new Origin("images", 0, (long) number, 0L))
                .build();
    }
}
