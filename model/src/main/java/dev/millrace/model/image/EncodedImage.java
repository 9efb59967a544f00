package dev.millrace.model.image;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * An image as it arrived.
 *
 * @param content the bytes between position and limit; reading changes neither
 * @param rawSize width and height of raw RGB samples; empty if the content is PNG, JPEG, GIF, BMP, WebP or TIFF
 */
public record EncodedImage(ByteBuffer content, Optional<RawSize> rawSize) {

    public EncodedImage {
        content = content.asReadOnlyBuffer();
    }

    /** An image in PNG, JPEG, GIF, BMP, WebP or TIFF, recognised by its magic bytes. */
    public static EncodedImage encoded(ByteBuffer content) {
        return new EncodedImage(content, Optional.empty());
    }

    /** An image of raw samples in row order, three bytes (red, green, blue) per pixel. */
    public static EncodedImage raw(ByteBuffer content, int width, int height) {
        return new EncodedImage(content, Optional.of(new RawSize(width, height)));
    }

    /** A size in pixels, as claimed by a producer; the decoder checks it. */
    public record RawSize(int width, int height) {}
}
