package dev.millrace.cli.models;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;

/** What the description beside an exported model says, done without our own code. */
final class DescribedPreprocessing {

    private final JsonNode description;

    DescribedPreprocessing(JsonNode description) {
        this.description = description;
    }

    /** An image of a whole multiple of the network's size, as [channel][row][column]. */
    float[] pixels(File file) throws IOException {
        BufferedImage image = ImageIO.read(file);
        int width = description.at("/resize/width").asInt();
        int height = description.at("/resize/height").asInt();
        float[] pixels = new float[3 * width * height];
        for (int channel = 0; channel < 3; channel++) {
            int shift = shift(description.at("/input/channelOrder").get(channel).asText());
            for (int row = 0; row < height; row++) {
                for (int column = 0; column < width; column++) {
                    double mean = mean(image, column, row, width, height, shift);
                    pixels[(channel * height + row) * width + column] = (float) Math.round(mean)
                            / description.at("/input/divisor").asInt();
                }
            }
        }
        return pixels;
    }

    private static int shift(String channel) {
        return switch (channel) {
            case "red" -> 16;
            case "green" -> 8;
            case "blue" -> 0;
            default -> throw new AssertionError(channel);
        };
    }

    private static double mean(BufferedImage image, int column, int row, int width, int height, int shift) {
        int wide = image.getWidth() / width;
        int high = image.getHeight() / height;
        double sum = 0;
        for (int y = row * high; y < (row + 1) * high; y++) {
            for (int x = column * wide; x < (column + 1) * wide; x++) {
                sum += image.getRGB(x, y) >> shift & 0xff;
            }
        }
        return sum / wide / high;
    }

    /** The ids of a text's last words. */
    int[] ids(String text) {
        List<String> vocabulary = new ArrayList<>();
        description.get("vocabulary").forEach(word -> vocabulary.add(word.asText()));
        int first = description.at("/ids/firstWord").asInt();
        int unknown = description.at("/ids/unknown").asInt();
        int[] ids = words(text).stream()
                .mapToInt(vocabulary::indexOf)
                .map(place -> place < 0 ? unknown : first + place)
                .toArray();
        int most = description.at("/input/maxTokens").asInt();
        return java.util.Arrays.copyOfRange(ids, Math.max(0, ids.length - most), ids.length);
    }

    List<String> words(String text) {
        Pattern pattern = Pattern.compile(description.at("/tokenizer/dropped").asText() + "|("
                + description.at("/tokenizer/token").asText() + ")");
        List<String> words = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            if (matcher.group(1) != null) {
                words.add(matcher.group(1).toLowerCase(Locale.ROOT).replace('\u2019', '\''));
            }
        }
        return words;
    }
}
