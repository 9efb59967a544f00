package dev.millrace.trainer.examples;

import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;

/** Near-copies of images and texts, as the world makes them. */
final class PlantedCopies {

    private static final int SIDE = 32;

    private PlantedCopies() {}

    /** What becomes of images of 32 by 32 pixels. */
    static Map<String, UnaryOperator<byte[]>> ofImages(Random random) {
        Map<String, UnaryOperator<byte[]>> kinds = new LinkedHashMap<>();
        kinds.put("JPEG, quality 0.75", image -> jpeg(image, 0.75f));
        kinds.put("JPEG, quality 0.5", image -> jpeg(image, 0.5f));
        kinds.put("resized to 24 and back", image -> resized(image, 24));
        kinds.put("resized to 48 and back", image -> resized(image, 48));
        kinds.put("shifted by (1, 0)", image -> shifted(image, 1, 0));
        kinds.put("shifted by (1, 1)", image -> shifted(image, 1, 1));
        kinds.put("shifted by (2, 1)", image -> shifted(image, 2, 1));
        kinds.put("shifted by (2, 2)", image -> shifted(image, 2, 2));
        kinds.put("shifted by half a pixel each way", image -> shifted(image, 0.5, 0.5));
        kinds.put("next frame: moved up to a pixel, exposure, noise, JPEG", image -> {
            byte[] moved = shifted(image, 2 * random.nextDouble() - 1, 2 * random.nextDouble() - 1);
            double exposure = 0.93 + 0.14 * random.nextDouble();
            for (int i = 0; i < moved.length; i++) {
                double light = (moved[i] & 0xFF) * exposure + 3 * random.nextGaussian();
                moved[i] = (byte) Math.max(0, Math.min(255, Math.round(light)));
            }
            return jpeg(moved, 0.85f);
        });
        return kinds;
    }

    /** What becomes of texts; words that are new are taken from {@code contents}. */
    static Map<String, UnaryOperator<byte[]>> ofTexts(Random random, List<byte[]> contents) {
        Map<String, UnaryOperator<byte[]>> kinds = new LinkedHashMap<>();
        for (int changed : new int[] {1, 3, 5}) {
            kinds.put(
                    changed + " words replaced, inserted or dropped", text -> changed(text, changed, random, contents));
        }
        kinds.put("first 40 words, 2 changed", text -> changed(firstWords(text, 40), 2, random, contents));
        kinds.put(
                "last sentence dropped",
                text -> firstWords(text, Math.max(1, words(text).size() - 12)));
        return kinds;
    }

    private static byte[] changed(byte[] text, int count, Random random, List<byte[]> contents) {
        List<String> words = new ArrayList<>(words(text));
        for (int i = 0; i < count; i++) {
            List<String> others = words(contents.get(random.nextInt(contents.size())));
            String other = others.get(random.nextInt(others.size()));
            int place = random.nextInt(words.size());
            switch (random.nextInt(3)) {
                case 0 -> words.set(place, other);
                case 1 -> words.add(place, other);
                default -> words.remove(place);
            }
        }
        return utf8(words);
    }

    private static byte[] firstWords(byte[] text, int count) {
        List<String> words = words(text);
        return utf8(words.subList(0, Math.min(count, words.size())));
    }

    private static List<String> words(byte[] text) {
        return Arrays.asList(new String(text, StandardCharsets.UTF_8).split(" "));
    }

    private static byte[] utf8(List<String> words) {
        return String.join(" ", words).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] jpeg(byte[] rgb, float quality) {
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(quality);
            writer.setOutput(ImageIO.createImageOutputStream(bytes));
            writer.write(null, new IIOImage(image(rgb), null, null), parameters);
            writer.dispose();
            return rgb(ImageIO.read(new ByteArrayInputStream(bytes.toByteArray())));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] resized(byte[] rgb, int side) {
        return rgb(drawn(drawn(image(rgb), side), SIDE));
    }

    private static BufferedImage drawn(BufferedImage image, int side) {
        BufferedImage drawn = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        var graphics = drawn.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        double scale = (double) side / image.getWidth();
        graphics.drawImage(image, AffineTransform.getScaleInstance(scale, scale), null);
        graphics.dispose();
        return drawn;
    }

    /** Moved with bilinear interpolation; the edge is repeated. */
    private static byte[] shifted(byte[] rgb, double right, double down) {
        byte[] moved = new byte[rgb.length];
        for (int i = 0; i < rgb.length; i++) {
            int column = i / 3 % SIDE;
            int row = i / 3 / SIDE;
            double x = column + right;
            double y = row + down;
            int left = (int) Math.floor(x);
            int top = (int) Math.floor(y);
            double acrossShare = x - left;
            double downShare = y - top;
            double upper = at(rgb, left, top, i % 3) * (1 - acrossShare) + at(rgb, left + 1, top, i % 3) * acrossShare;
            double lower =
                    at(rgb, left, top + 1, i % 3) * (1 - acrossShare) + at(rgb, left + 1, top + 1, i % 3) * acrossShare;
            moved[i] = (byte) Math.round(upper * (1 - downShare) + lower * downShare);
        }
        return moved;
    }

    private static int at(byte[] rgb, int x, int y, int channel) {
        int column = Math.max(0, Math.min(SIDE - 1, x));
        int row = Math.max(0, Math.min(SIDE - 1, y));
        return rgb[3 * (row * SIDE + column) + channel] & 0xFF;
    }

    private static BufferedImage image(byte[] rgb) {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < SIDE * SIDE; i++) {
            int colour = ((rgb[3 * i] & 0xFF) << 16) | ((rgb[3 * i + 1] & 0xFF) << 8) | (rgb[3 * i + 2] & 0xFF);
            image.setRGB(i % SIDE, i / SIDE, colour);
        }
        return image;
    }

    private static byte[] rgb(BufferedImage image) {
        byte[] rgb = new byte[3 * SIDE * SIDE];
        for (int i = 0; i < SIDE * SIDE; i++) {
            int colour = image.getRGB(i % SIDE, i / SIDE);
            rgb[3 * i] = (byte) (colour >> 16);
            rgb[3 * i + 1] = (byte) (colour >> 8);
            rgb[3 * i + 2] = (byte) colour;
        }
        return rgb;
    }

    /** Whether the pixels correlate with 0.9 with those of another member, at a shift of up to two pixels. */
    static boolean hasLike(byte[] image, List<byte[]> group) {
        return group.stream().anyMatch(other -> {
            for (int shift = 0; shift < 25 && other != image; shift++) {
                if (correlation(image, other, shift % 5 - 2, shift / 5 - 2) >= 0.9) {
                    return true;
                }
            }
            return false;
        });
    }

    private static double correlation(byte[] image, byte[] other, int right, int down) {
        double[] sums = new double[5];
        int count = 0;
        for (int i = 0; i < image.length; i++) {
            int x = i / 3 % SIDE + right;
            int y = i / 3 / SIDE + down;
            if (x >= 0 && y >= 0 && x < SIDE && y < SIDE) {
                double a = image[i] & 0xFF;
                double b = at(other, x, y, i % 3);
                count++;
                sums[0] += a;
                sums[1] += b;
                sums[2] += a * a;
                sums[3] += b * b;
                sums[4] += a * b;
            }
        }
        double product = sums[4] - sums[0] * sums[1] / count;
        double squares = (sums[2] - sums[0] * sums[0] / count) * (sums[3] - sums[1] * sums[1] / count);
        return product / Math.sqrt(squares);
    }
}
