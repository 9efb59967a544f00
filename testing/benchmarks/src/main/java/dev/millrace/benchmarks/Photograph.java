package dev.millrace.benchmarks;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/**
 * A JPEG file like a camera's: shapes of every size, each half as large with about two thirds of the contrast, and the
 * noise of a sensor. Its bytes a pixel are those of photographs.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Photograph(int width, int height, int quality, byte[] file) {

    private static final int OCTAVES = 8;
    private static final double CONTRAST = 60;
    private static final double DECAY = 0.62;
    private static final double NOISE = 6;

    /** @param seed of the shapes and the noise */
    public static Photograph of(int width, int height, int quality, long seed) {
        Random random = new Random(seed);
        float[][] channels = new float[3][width * height];
        for (float[] channel : channels) {
            for (int octave = 0; octave < OCTAVES; octave++) {
                add(channel, width, 3 << octave, CONTRAST * Math.pow(DECAY, octave), random);
            }
        }
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < width * height; i++) {
            double grey = 128 + 0.7 * channels[0][i] + NOISE * random.nextGaussian();
            int red = level(grey + 0.3 * channels[1][i]);
            int blue = level(grey + 0.3 * channels[2][i]);
            image.setRGB(i % width, i / width, (red << 16) | (level(grey) << 8) | blue);
        }
        return new Photograph(width, height, quality, encoded(image, quality));
    }

    /** Adds a grid of random levels, blended between its points. */
    private static void add(float[] channel, int width, int cells, double contrast, Random random) {
        float[] grid = new float[(cells + 2) * (cells + 2)];
        for (int i = 0; i < grid.length; i++) {
            grid[i] = (float) (contrast * random.nextGaussian());
        }
        int height = channel.length / width;
        for (int i = 0; i < channel.length; i++) {
            int row = i / width;
            float x = cells * (float) (i - row * width) / width;
            float y = cells * (float) row / height;
            int at = ((int) y) * (cells + 2) + (int) x;
            float above = blend(grid[at], grid[at + 1], x % 1);
            float below = blend(grid[at + cells + 2], grid[at + cells + 3], x % 1);
            channel[i] += blend(above, below, y % 1);
        }
    }

    private static float blend(float from, float to, float share) {
        return from + share * (to - from);
    }

    private static int level(double value) {
        return (int) Math.max(0, Math.min(255, value));
    }

    private static byte[] encoded(BufferedImage image, int quality) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionQuality(quality / 100f);
        try (ImageOutputStream output = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(output);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
