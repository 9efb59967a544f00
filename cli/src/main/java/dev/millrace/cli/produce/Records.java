package dev.millrace.cli.produce;

import dev.millrace.cli.data.Sample;
import dev.millrace.records.Image;
import dev.millrace.records.ImageEncoding;
import dev.millrace.records.Review;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** Converts samples to records of the input topics. */
public final class Records {

    private Records() {}

    /**
     * Converts a review.
     *
     * @param labelled whether the record carries the label
     */
    @SuppressWarnings("NullAway")
    public static Review review(Sample sample, boolean labelled) {
        return Review.newBuilder()
                .setText(sample.text())
                .setLabel(label(sample, labelled))
                .build();
    }

    /**
     * Converts an image.
     *
     * @param labelled whether the record carries the label
     */
    @SuppressWarnings("NullAway")
    public static Image image(Sample sample, boolean labelled, ImageForm form) {
        Image.Builder image = Image.newBuilder().setLabel(label(sample, labelled));
        if (sample.rawSize().isPresent() && form == ImageForm.RAW) {
            Sample.Side side = sample.rawSize().get();
            return image.setEncoding(ImageEncoding.RAW_RGB)
                    .setWidth(side.width())
                    .setHeight(side.height())
                    .setContent(ByteBuffer.wrap(sample.content()))
                    .build();
        }
        byte[] file = sample.rawSize().map(side -> png(sample.content(), side)).orElse(sample.content());
        return image.setEncoding(ImageEncoding.ENCODED)
                .setContent(ByteBuffer.wrap(file))
                .build();
    }

    private static @Nullable String label(Sample sample, boolean labelled) {
        return labelled ? sample.label().orElse(null) : null;
    }

    private static byte[] png(byte[] pixels, Sample.Side side) {
        BufferedImage image = new BufferedImage(side.width(), side.height(), BufferedImage.TYPE_INT_RGB);
        for (int pixel = 0; pixel < side.width() * side.height(); pixel++) {
            int colour = Byte.toUnsignedInt(pixels[3 * pixel]) << 16
                    | Byte.toUnsignedInt(pixels[3 * pixel + 1]) << 8
                    | Byte.toUnsignedInt(pixels[3 * pixel + 2]);
            image.setRGB(pixel % side.width(), pixel / side.width(), colour);
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", file);
        } catch (IOException e) {
            throw new UncheckedIOException("a PNG can't be written to memory", e);
        }
        return file.toByteArray();
    }
}
