package dev.millrace.cli.data;

import dev.millrace.model.artifact.Sha256;
import dev.millrace.model.image.EncodedImage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** An image or a review whose class is known. Its bytes are shared, not copied: nobody writes to them. */
public final class Sample {

    /** Most bytes of a sample: what fits into a record of Kafka's default size. */
    public static final int MOST_BYTES = 900_000;

    private static final int ID_DIGITS = 20;

    private final String label;
    private final byte[] content;
    private final Optional<Side> rawSize;

    Sample(String label, byte[] content, Optional<Side> rawSize) {
        if (label.isBlank()) {
            throw new IllegalArgumentException("a sample needs a label that is not blank");
        }
        this.label = label;
        this.content = content;
        this.rawSize = rawSize;
    }

    /** Pixels. */
    public record Side(int width, int height) {}

    /** A review. */
    public static Sample text(String label, String text) {
        return new Sample(label, text.getBytes(StandardCharsets.UTF_8), Optional.empty());
    }

    /** An image file: PNG, JPEG, GIF or BMP. */
    public static Sample file(String label, byte[] content) {
        return new Sample(label, content, Optional.empty());
    }

    /** Raw samples in row order, three bytes (red, green, blue) a pixel. */
    public static Sample raw(String label, byte[] content, int width, int height) {
        return new Sample(label, content, Optional.of(new Side(width, height)));
    }

    /** Its class. */
    public String label() {
        return label;
    }

    /** A review's text in UTF-8, an image's file, or its raw samples. */
    public byte[] content() {
        return content;
    }

    /** The size of an image given as raw RGB samples; none for the rest. */
    public Optional<Side> rawSize() {
        return rawSize;
    }

    /** A name made of the content alone: copies share it, and it does not tell the label. */
    public String id() {
        return Sha256.of(content).hex().substring(0, ID_DIGITS);
    }

    /** The content of an image. */
    public EncodedImage image() {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        return rawSize.map(side -> EncodedImage.raw(bytes, side.width(), side.height()))
                .orElseGet(() -> EncodedImage.encoded(bytes));
    }

    /** The content of a review. */
    public String text() {
        return new String(content, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "Sample[label=" + label + ", " + content.length + " bytes]";
    }
}
