package dev.millrace.cli.data;

import dev.millrace.model.artifact.Sha256;
import dev.millrace.model.image.EncodedImage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** An image or review, usually with its label. Its bytes are shared, not copied; do not modify them. */
public final class Sample {

    /** Maximum size of a sample in bytes: what fits into a Kafka record of default size. */
    public static final int MOST_BYTES = 900_000;

    private static final int ID_DIGITS = 20;

    private final Optional<String> label;
    private final byte[] content;
    private final Optional<Side> rawSize;
    private final Optional<String> name;

    Sample(Optional<String> label, byte[] content, Optional<Side> rawSize, Optional<String> name) {
        if (label.filter(String::isBlank).isPresent()) {
            throw new IllegalArgumentException("a sample's label must not be blank");
        }
        this.label = label;
        this.content = content;
        this.rawSize = rawSize;
        this.name = name;
    }

    /** A size in pixels. */
    public record Side(int width, int height) {}

    /** A review. */
    public static Sample text(String label, String text) {
        return new Sample(
                Optional.of(label), text.getBytes(StandardCharsets.UTF_8), Optional.empty(), Optional.empty());
    }

    /** An image file: PNG, JPEG, GIF, BMP, WebP or TIFF. */
    public static Sample file(String label, byte[] content) {
        return new Sample(Optional.of(label), content, Optional.empty(), Optional.empty());
    }

    /** Raw samples in row order, three bytes (red, green, blue) per pixel. */
    public static Sample raw(String label, byte[] content, int width, int height) {
        return new Sample(Optional.of(label), content, Optional.of(new Side(width, height)), Optional.empty());
    }

    /** The content of a file, an image's or a text's, with or without a label. */
    static Sample ofFile(Optional<String> label, byte[] content, String name) {
        return new Sample(label, content, Optional.empty(), Optional.of(name));
    }

    /** The label, not blank; empty if it is not known. */
    public Optional<String> label() {
        return label;
    }

    /** The file that it comes from; empty if the file holds other samples too, or the sample was read from a spool. */
    public Optional<String> name() {
        return name;
    }

    /** A review's text in UTF-8, an image file, or an image's raw samples. */
    public byte[] content() {
        return content;
    }

    /** The size of an image given as raw RGB samples; empty for other samples. */
    public Optional<Side> rawSize() {
        return rawSize;
    }

    /** An id computed from the content alone: copies share it, and it does not reveal the label. */
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
        return "Sample[label=" + label.orElse("none") + ", " + content.length + " bytes]";
    }
}
