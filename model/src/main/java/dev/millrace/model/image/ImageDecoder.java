package dev.millrace.model.image;

import dev.millrace.model.Rejection;
import dev.millrace.model.image.Decoding.Decoded;
import dev.millrace.model.image.Decoding.Undecodable;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Turns an image as it came into the network's square: limits first, then pixels, RGB on white, resized.
 *
 * <p>Of an animation the first frame counts. Thread-safe.
 */
public final class ImageDecoder {

    private ImageDecoder() {}

    /** @param side pixels a side of the result; an image of just that size is not resampled */
    public static Decoding decode(EncodedImage image, ImageLimits limits, int side) {
        int bytes = image.content().remaining();
        if (bytes == 0) {
            return new Undecodable(Rejection.EMPTY_IMAGE, "the image has no bytes");
        }
        if (bytes > limits.maxBytes()) {
            return new Undecodable(
                    Rejection.IMAGE_TOO_LARGE, "required at most " + limits.maxBytes() + " bytes, got " + bytes);
        }
        return image.rawSize()
                .map(size -> raw(image.content(), size, limits, side))
                .orElseGet(() -> encoded(image.content(), limits, side));
    }

    private static Decoding raw(ByteBuffer content, EncodedImage.RawSize size, ImageLimits limits, int side) {
        long required = (long) size.width() * size.height() * RgbImage.CHANNELS;
        if (size.width() < 1 || size.height() < 1 || required != content.remaining()) {
            return new Undecodable(
                    Rejection.RAW_IMAGE_SIZE_MISMATCH,
                    "raw RGB of " + size.width() + " x " + size.height() + " pixels requires " + required
                            + " bytes, got " + content.remaining());
        }
        Optional<Undecodable> tooLarge = tooLarge(size.width(), size.height(), limits);
        if (tooLarge.isPresent()) {
            return tooLarge.get();
        }
        byte[] samples = new byte[content.remaining()];
        content.duplicate().get(samples);
        return new Decoded(Resampling.toSquare(samples, size.width(), size.height(), side));
    }

    private static Decoding encoded(ByteBuffer content, ImageLimits limits, int side) {
        Optional<Encoding> encoding = Encoding.of(content);
        if (encoding.isEmpty()) {
            return new Undecodable(
                    Rejection.UNKNOWN_IMAGE_ENCODING,
                    "required PNG, JPEG, GIF or BMP, got bytes that start as none of them");
        }
        byte[] bytes = new byte[content.remaining()];
        content.duplicate().get(bytes);
        Iterator<ImageReader> readers =
                ImageIO.getImageReadersByFormatName(encoding.get().formatName());
        ImageReader reader = readers.next();
        try (MemoryCacheImageInputStream input = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            reader.setInput(input, true, true);
            Optional<Undecodable> tooLarge = tooLarge(reader.getWidth(0), reader.getHeight(0), limits);
            if (tooLarge.isPresent()) {
                return tooLarge.get();
            }
            BufferedImage decoded = reader.read(0);
            byte[] samples = Samples.rgbOnWhite(decoded);
            return new Decoded(Resampling.toSquare(samples, decoded.getWidth(), decoded.getHeight(), side));
        } catch (IOException | RuntimeException e) {
            // Codecs answer hostile bytes with whatever exception their arithmetic ends in.
            return new Undecodable(
                    Rejection.UNDECODABLE_IMAGE,
                    "not a readable " + encoding.get() + ": " + e.getClass().getSimpleName());
        } finally {
            reader.dispose();
        }
    }

    private static Optional<Undecodable> tooLarge(int width, int height, ImageLimits limits) {
        return Math.max(width, height) <= limits.maxSide()
                ? Optional.empty()
                : Optional.of(new Undecodable(
                        Rejection.IMAGE_DIMENSIONS_TOO_LARGE,
                        "required at most " + limits.maxSide() + " pixels a side, got " + width + " x " + height));
    }
}
