package dev.millrace.trainer.examples;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Images and texts that resemble each other only by chance, and near-copies of them. */
final class GeneratedContents {

    static final int SIDE = 32;
    private static final int MARGIN = 2;
    private static final int BLOBS = 40;

    private GeneratedContents() {}

    /** Bright and dark spots of many sizes. */
    static byte[] image(long seed) {
        return image(seed, 0, 0, 0);
    }

    /** The same scene after the camera has moved by so many pixels, with another exposure and noise if there is any. */
    static byte[] image(long seed, double right, double down, int noise) {
        Random scene = new Random(seed);
        double[] light = new double[SIDE * SIDE];
        for (int blob = 0; blob < BLOBS; blob++) {
            double x = scene.nextDouble() * (SIDE + 2 * MARGIN) - MARGIN - right;
            double y = scene.nextDouble() * (SIDE + 2 * MARGIN) - MARGIN - down;
            double radius = 1.2 + 5 * scene.nextDouble();
            double height = 90 * scene.nextGaussian();
            for (int i = 0; i < light.length; i++) {
                int row = i / SIDE;
                double distance = Math.hypot(i % SIDE - x, row - y) / radius;
                light[i] += height * Math.exp(-distance * distance);
            }
        }
        Random sensor = new Random(seed ^ 0x5DEECE66DL);
        byte[] rgb = new byte[3 * light.length];
        for (int i = 0; i < rgb.length; i++) {
            double exposed = noise == 0 ? light[i / 3] : 1.05 * light[i / 3] + 4 + noise * sensor.nextGaussian();
            rgb[i] = (byte) Math.max(0, Math.min(255, Math.round(120 + exposed)));
        }
        return rgb;
    }

    /** Random words, so many of them. */
    static List<String> words(long seed, int count) {
        Random random = new Random(seed);
        List<String> words = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            words.add("word" + random.nextInt(3_000));
        }
        return words;
    }

    /** The same words but for those at every so many places, from a place on. */
    static List<String> altered(List<String> words, int first, int step) {
        List<String> altered = new ArrayList<>(words);
        for (int i = first; i < words.size(); i += step) {
            altered.set(i, words.get(i) + "x");
        }
        return altered;
    }

    static byte[] text(List<String> words) {
        return String.join(" ", words).getBytes(StandardCharsets.UTF_8);
    }
}
