package dev.millrace.model.image;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * An image as it came.
 *
 * @param content what the buffer holds between position and limit; reading it leaves both as they are
 * @param rawSize width and height of raw RGB samples; none where the content is PNG, JPEG, GIF or BMP
 */
public record EncodedImage(ByteBuffer content, Optional<RawSize> rawSize) {

    public EncodedImage {
        content = content.asReadOnlyBuffer();
    }

    /** PNG, JPEG, GIF or BMP, told apart by their magic bytes. */
    public static EncodedImage encoded(ByteBuffer content) {
        return new EncodedImage(content, Optional.empty());
    }

    /** Raw samples in row order, three bytes (red, green, blue) a pixel. */
    public static EncodedImage raw(ByteBuffer content, int width, int height) {
        return new EncodedImage(content, Optional.of(new RawSize(width, height)));
    }

    /** Pixels; unchecked, since a producer claims them: the decoder checks. */
    public record RawSize(int width, int height) {}
}
