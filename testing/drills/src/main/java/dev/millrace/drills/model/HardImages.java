package dev.millrace.drills.model;

import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.artifact.Tensor;
import dev.millrace.model.artifact.Weights;
import dev.millrace.model.image.EncodedImage;
import dev.millrace.model.spec.Architecture;
import dev.millrace.model.spec.ImageArchitecture;
import dev.millrace.model.spec.Labels;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Images whose class is hard to tell, and networks that can tell it more or less well. An image is one colour with noise,
 * its class the nearest of six colours, and the label of every eighth image is wrong.
 */
public final class HardImages {

    private static final int SIDE = DrillInputs.SIDE;
    private static final int NOISE = 60;
    private static final int WRONG_EVERY = 8;
    private static final ImageArchitecture SHAPE = new ImageArchitecture(SIDE, 3, 3, 3);

    /** The colours, red, green and blue from 0 to 1. */
    private static final double[][] COLOURS = {
        {0.25, 0.3, 0.35}, {0.75, 0.3, 0.4}, {0.3, 0.75, 0.35}, {0.35, 0.4, 0.8}, {0.75, 0.7, 0.3}, {0.6, 0.6, 0.7}
    };

    /** How sure the networks are. */
    private static final double SHARPNESS = 20;

    private static final Labels LABELS = new Labels(IntStream.range(0, COLOURS.length)
            .mapToObj(each -> "colour-" + each)
            .toList());

    private HardImages() {}

    /** Image {@code number}: raw pixels, three bytes each. */
    public static EncodedImage image(long number) {
        SplittableRandom random = new SplittableRandom(number);
        double[] colour = colour(random);
        byte[] pixels = new byte[SIDE * SIDE * 3];
        for (int place = 0; place < pixels.length; place++) {
            double value = 255 * colour[place % 3] + random.nextInt(2 * NOISE) - NOISE;
            pixels[place] = (byte) Math.max(0, Math.min(255, Math.round(value)));
        }
        return EncodedImage.raw(ByteBuffer.wrap(pixels), SIDE, SIDE);
    }

    /** The label of image {@code number}, which is not always its class. */
    public static String label(long number) {
        double[] colour = colour(new SplittableRandom(number));
        int nearest = IntStream.range(0, COLOURS.length)
                .boxed()
                .min((one, other) -> Double.compare(distance(colour, COLOURS[one]), distance(colour, COLOURS[other])))
                .orElseThrow();
        SplittableRandom random = new SplittableRandom(~number);
        int label = random.nextInt(WRONG_EVERY) == 0 ? random.nextInt(COLOURS.length) : nearest;
        return LABELS.names().get(label);
    }

    private static double[] colour(SplittableRandom random) {
        return new double[] {random.nextDouble(), random.nextDouble(), random.nextDouble()};
    }

    private static double distance(double[] one, double[] other) {
        double sum = 0;
        for (int channel = 0; channel < 3; channel++) {
            sum += (one[channel] - other[channel]) * (one[channel] - other[channel]);
        }
        return sum;
    }

    /**
     * A network that averages the pixels and looks for the nearest colour.
     *
     * @param flaw how far the colours that it knows are from the right ones, on average; 0 for not at all
     */
    public static ModelArtifact model(long seed, double flaw) {
        SplittableRandom random = new SplittableRandom(seed);
        int classes = COLOURS.length;
        float[] output = new float[classes * 3];
        float[] bias = new float[classes];
        for (int each = 0; each < classes; each++) {
            double square = 0;
            for (int channel = 0; channel < 3; channel++) {
                double known = COLOURS[each][channel] + flaw * (2 * random.nextDouble() - 1);
                output[3 * each + channel] = (float) (2 * SHARPNESS * known);
                square += known * known;
            }
            bias[each] = (float) (-SHARPNESS * square);
        }
        return PlantedModels.artifact(new Architecture.Convolutional(SHAPE), LABELS, weights(output, bias));
    }

    /** Both convolutions and the dense layer average; the output layer compares. */
    private static Weights weights(float[] output, float[] bias) {
        int pooled = (SIDE / 4) * (SIDE / 4);
        float[] average = new float[3 * 3 * 9];
        float[] centre = new float[3 * 3 * 9];
        float[] mean = new float[3 * 3 * pooled];
        for (int channel = 0; channel < 3; channel++) {
            for (int place = 0; place < 9; place++) {
                average[(channel * 3 + channel) * 9 + place] = 1f / 9;
            }
            centre[(channel * 3 + channel) * 9 + 4] = 1;
            for (int place = 0; place < pooled; place++) {
                mean[(channel * 3 + channel) * pooled + place] = 1f / pooled;
            }
        }
        return new Weights(List.of(
                Tensor.of("convolution1.weight", List.of(3, 3, 3, 3), average),
                Tensor.of("convolution1.bias", List.of(3), new float[3]),
                Tensor.of("convolution2.weight", List.of(3, 3, 3, 3), centre),
                Tensor.of("convolution2.bias", List.of(3), new float[3]),
                Tensor.of("dense.weight", List.of(3, 3 * pooled), mean),
                Tensor.of("dense.bias", List.of(3), new float[3]),
                Tensor.of("output.weight", List.of(bias.length, 3), output),
                Tensor.of("output.bias", List.of(bias.length), bias)));
    }
}
