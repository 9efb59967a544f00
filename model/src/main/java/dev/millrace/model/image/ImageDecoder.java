package dev.millrace.model.image;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import dev.millrace.model.Rejection;
import dev.millrace.model.image.Decoding.Decoded;
import dev.millrace.model.image.Decoding.Undecodable;
import dev.millrace.model.image.jpeg.ReducedJpeg;
import dev.millrace.model.image.jpeg.ReducedRows;
import dev.millrace.model.image.jpeg.UnsupportedJpegException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * Decodes an image to the network's square input: checks limits, decodes, converts to RGB on white, and resizes.
 *
 * <p>A JPEG of at least four times the side is decoded at a fraction of its size.
 *
 * <p>Only the first frame of an animation is used. Heap per image: up to 16 bytes for each pixel that its header claims,
 * or for each that subsampling keeps of an image of more than four megapixels; 128 times the file's bytes; 56 kB for
 * each of a JPEG's segments of tables, at most 128; and 2 MB. An image that exhausts the memory or the stack is
 * undecodable like any other: no error of one image escapes. Thread-safe.
 */
public final class ImageDecoder {

    /**
     * Larger images are subsampled: only every second (third …) pixel of a row and row of the image is kept, so a small
     * file is cheap.
     */
    private static final int MAX_PIXELS = 4 * 1024 * 1024;

    private static final String PLATFORM = "com.sun.imageio.";

    private ImageDecoder() {}

    /**
     * Decodes one image.
     *
     * @param side size of the result in pixels; an image of exactly this size is not resampled
     */
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

    /**
     * Whether a file that starts with these bytes is of a supported encoding.
     *
     * @param start sixteen bytes suffice
     */
    public static boolean isEncoded(ByteBuffer start) {
        return Encoding.of(start).isPresent();
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
        int stride = size.width() * RgbImage.CHANNELS;
        PixelRows rows = (row, target) -> content.get(content.position() + row * stride, target, 0, stride);
        return new Decoded(Resampling.toSquare(rows, size.width(), size.height(), side));
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
        Optional<String> problem = problem(encoding.get(), bytes);
        if (problem.isPresent()) {
            return undecodable(encoding.get(), problem.get());
        }
        try {
            return decoded(bytes, encoding.get(), limits, side);
        } catch (OutOfMemoryError e) {
            return again(bytes, encoding.get(), limits, side);
        }
    }

    /** Another thread may have held the missing memory, so an image is refused only if it fails twice. */
    private static Decoding again(byte[] bytes, Encoding encoding, ImageLimits limits, int side) {
        try {
            return decoded(bytes, encoding, limits, side);
        } catch (OutOfMemoryError e) {
            return undecodable(encoding, e.toString());
        }
    }

    private static Decoding decoded(byte[] bytes, Encoding encoding, ImageLimits limits, int side) {
        Optional<Decoding> reduced = encoding == Encoding.JPEG ? reduced(bytes, limits, side) : Optional.empty();
        return reduced.orElseGet(() -> byAnyCodec(bytes, encoding, limits, side));
    }

    /** Empty where a codec must decide: for small images, unusual files and damaged ones. */
    private static Optional<Decoding> reduced(byte[] bytes, ImageLimits limits, int side) {
        try {
            ReducedJpeg jpeg = ReducedJpeg.open(bytes);
            double fraction = Math.min(8, Integer.highestOneBit(Math.min(jpeg.width(), jpeg.height()) / (2 * side)));
            if (fraction < 2 || Math.max(jpeg.width(), jpeg.height()) > limits.maxSide()) {
                return Optional.empty();
            }
            ReducedRows rows = jpeg.rows((int) fraction);
            RgbImage image = Resampling.toSquare(rows::read, jpeg.width() / fraction, jpeg.height() / fraction, side);
            rows.finish();
            return Optional.of(new Decoded(image));
        } catch (UnsupportedJpegException e) {
            return Optional.empty();
        }
    }

    private static Decoding byAnyCodec(byte[] bytes, Encoding encoding, ImageLimits limits, int side) {
        Decoding last = undecodable(encoding, "no codec");
        for (ImageReader reader : readers(encoding)) {
            try (ImageInputStream input = new ByteArrayImageInputStream(bytes)) {
                reader.setInput(input, true, true);
                return read(reader, encoding, limits, side);
            } catch (IOException | RuntimeException | StackOverflowError e) {
                // Codecs answer hostile bytes with arbitrary exceptions.
                last = undecodable(encoding, e.getClass().getSimpleName());
            } finally {
                reader.dispose();
            }
        }
        return last;
    }

    private static Optional<String> problem(Encoding encoding, byte[] file) {
        return switch (encoding) {
            case JPEG -> JpegScans.problem(file);
            case BMP -> BmpHeader.problem(file);
            case PNG, GIF -> Optional.empty();
        };
    }

    /** The platform's codecs come first, because they are several times as fast; the others read what those refuse. */
    private static List<ImageReader> readers(Encoding encoding) {
        List<ImageReader> readers = new ArrayList<>();
        ImageIO.getImageReadersByFormatName(encoding.formatName()).forEachRemaining(readers::add);
        readers.sort(Comparator.comparing(reader -> !reader.getClass().getName().startsWith(PLATFORM)));
        return readers;
    }

    private static Decoding read(ImageReader reader, Encoding encoding, ImageLimits limits, int side)
            throws IOException {
        ReadWarnings warnings = new ReadWarnings();
        reader.addIIOReadWarningListener(warnings);
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        Optional<Undecodable> tooLarge = tooLarge(width, height, limits);
        if (tooLarge.isPresent()) {
            return tooLarge.get();
        }
        ImageReadParam parameters = reader.getDefaultReadParam();
        int step = (int) Math.ceil(Math.sqrt((double) width * height / MAX_PIXELS));
        parameters.setSourceSubsampling(step, step, 0, 0);
        BufferedImage decoded = reader.read(0, parameters);
        return warnings.isCutShort()
                ? undecodable(encoding, "it ends early")
                : new Decoded(
                        Resampling.toSquare(new RowsOnWhite(decoded), decoded.getWidth(), decoded.getHeight(), side));
    }

    private static Undecodable undecodable(Encoding encoding, String cause) {
        return new Undecodable(Rejection.UNDECODABLE_IMAGE, "not a readable " + encoding + ": " + cause);
    }

    private static Optional<Undecodable> tooLarge(int width, int height, ImageLimits limits) {
        return Math.max(width, height) <= limits.maxSide()
                ? Optional.empty()
                : Optional.of(new Undecodable(
                        Rejection.IMAGE_DIMENSIONS_TOO_LARGE,
                        "required at most " + limits.maxSide() + " pixels a side, got " + width + " x " + height));
    }
}
