package dev.millrace.benchmarks;

import dev.millrace.model.image.EncodedImage;
import dev.millrace.model.image.ImageDecoder;
import dev.millrace.model.image.ImageLimits;
import dev.millrace.model.image.RgbImage;
import dev.millrace.model.spec.ImageArchitecture;
import dev.millrace.model.spec.TokenizerKind;
import dev.millrace.model.text.TextEncoder;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;
import javax.imageio.ImageIO;

/** The cost of converting a record to a network's input, in microseconds, the median of many rounds. */
final class PreprocessingCost {

    private static final int RECORDS = 64;
    private static final int ROUNDS = 60;

    private PreprocessingCost() {}

    /** From PNG or JPEG of the network's own size, or larger, to samples. */
    static double image(String format, int side) {
        List<EncodedImage> files = new Samples()
                .images(RECORDS).stream()
                        .map(image -> EncodedImage.encoded(ByteBuffer.wrap(file(image, format, side))))
                        .toList();
        return median(
                files,
                file -> ImageDecoder.decode(
                                file,
                                ImageLimits.standard(),
                                ImageArchitecture.standard().input())
                        .fold(decoded -> decoded.image().samples()[0], undecodable -> {
                            throw new IllegalStateException("required an image, got " + undecodable);
                        }));
    }

    /** From a text of 250 words to ids. */
    static double text() {
        TextEncoder encoder = new TextEncoder(Samples.VOCABULARY, Samples.TOKENS, TokenizerKind.UNICODE);
        return median(new Samples().texts(RECORDS), text -> encoder.encode(text)[0]);
    }

    private static <T> double median(List<T> records, ToIntFunction<T> prepare) {
        double[] rounds = new double[ROUNDS];
        int sum = 0;
        for (int round = 0; round < 2 * ROUNDS; round++) {
            long started = System.nanoTime();
            for (T each : records) {
                sum += prepare.applyAsInt(each);
            }
            rounds[round % ROUNDS] = (System.nanoTime() - started) / 1e3 / records.size();
        }
        Arrays.sort(rounds);
        return sum == Integer.MIN_VALUE ? Double.NaN : rounds[ROUNDS / 2];
    }

    private static byte[] file(RgbImage image, String format, int side) {
        BufferedImage picture = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        byte[] samples = image.samples();
        List<Integer> pixels = new ArrayList<>();
        for (int at = 0; at < samples.length; at += RgbImage.CHANNELS) {
            pixels.add(((samples[at] & 0xff) << 16) | ((samples[at + 1] & 0xff) << 8) | (samples[at + 2] & 0xff));
        }
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                picture.setRGB(x, y, pixels.get(y * Samples.SIDE / side * Samples.SIDE + x * Samples.SIDE / side));
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(picture, format, bytes)) {
                throw new IllegalStateException("no writer for " + format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
