package dev.millrace.model.image;

import dev.millrace.model.Rejection;
import dev.millrace.model.image.Decoding.Decoded;
import dev.millrace.model.image.Decoding.Undecodable;
import dev.millrace.model.image.jpeg.ReducedJpeg;
import dev.millrace.model.image.jpeg.ReducedRows;
import dev.millrace.model.spec.ImageFit;
import dev.millrace.model.spec.ImageInput;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Decodes an image to the network's square input: checks limits, decodes, converts to RGB on white, and resizes.
 *
 * <p>The EXIF orientation of JPEG, PNG, WebP and TIFF is applied. A JPEG of at least four times the side is decoded at a fraction of its size.
 *
 * <p>Only the first frame of an animation is used. Heap per image: up to 16 bytes for each pixel that its header claims,
 * or for each that subsampling keeps of an image of more than four megapixels (a WebP keeps up to sixteen), and as much again for a JPEG that a second codec must try; 128 times the file's bytes; 56 kB for
 * each of a JPEG's segments of tables, at most 128; and 2 MB. Outside of the heap, a JPEG of several scans takes up to 128 MiB. An image that
 * exhausts the memory or the stack is undecodable like any other: no error of one image escapes. One that takes more
 * processor time than its limit is given up within a few rows; that is looked at where a codec calls back. Thread-safe.
 */
public final class ImageDecoder {

    private static final int LARGEST_DENOMINATOR = 8;

    /** Rows of a reduced image between two looks at its time. */
    private static final int ROWS_A_LOOK = 8;

    private final ImageLimits limits;
    private final ImageInput input;
    private final boolean reduces;

    private ImageDecoder(ImageLimits limits, ImageInput input, boolean reduces) {
        this.limits = limits;
        this.input = input;
        this.reduces = reduces;
    }

    /** Decodes one image. An image of exactly the input's size is not resampled. */
    public static Decoding decode(EncodedImage image, ImageLimits limits, ImageInput input) {
        return new ImageDecoder(limits, input, true).decode(image);
    }

    /** Decodes one image from all of its pixels: slower, and the reference that {@link #decode} is measured against. */
    public static Decoding decodeAllPixels(EncodedImage image, ImageLimits limits, ImageInput input) {
        return new ImageDecoder(limits, input, false).decode(image);
    }

    private Decoding decode(EncodedImage image) {
        int bytes = image.content().remaining();
        if (bytes == 0) {
            return new Undecodable(Rejection.EMPTY_IMAGE, "the image has no bytes");
        }
        if (bytes > limits.maxBytes()) {
            return new Undecodable(
                    Rejection.IMAGE_TOO_LARGE, "required at most " + limits.maxBytes() + " bytes, got " + bytes);
        }
        return image.rawSize().map(size -> raw(image.content(), size)).orElseGet(() -> encoded(image.content()));
    }

    /**
     * Says why a file that starts with these bytes is not read, as the rest of a sentence about the file. Empty if its encoding
     * is a supported one.
     *
     * @param start sixteen bytes suffice
     */
    public static Optional<String> unsupported(ByteBuffer start) {
        if (Encoding.of(start).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(ForeignEncoding.of(start)
                .map(foreign -> "begins as " + foreign + ", which Millrace does not read; convert it to JPEG")
                .orElse("does not begin as an image of a format that Millrace reads"));
    }

    private Decoding raw(ByteBuffer content, EncodedImage.RawSize size) {
        long required = (long) size.width() * size.height() * RgbImage.CHANNELS;
        if (size.width() < 1 || size.height() < 1 || required != content.remaining()) {
            return new Undecodable(
                    Rejection.RAW_IMAGE_SIZE_MISMATCH,
                    "raw RGB of " + size.width() + " x " + size.height() + " pixels requires " + required
                            + " bytes, got " + content.remaining());
        }
        Optional<Undecodable> tooLarge = limits.problem(size.width(), size.height());
        if (tooLarge.isPresent()) {
            return tooLarge.get();
        }
        int stride = size.width() * RgbImage.CHANNELS;
        PixelRows rows = (row, target) -> content.get(content.position() + row * stride, target, 0, stride);
        return new Decoded(Resampling.toSquare(rows, size.width(), size.height(), input));
    }

    private Decoding encoded(ByteBuffer content) {
        Optional<Encoding> encoding = Encoding.of(content);
        if (encoding.isEmpty()) {
            String problem = ForeignEncoding.of(content)
                    .map(ForeignEncoding::problem)
                    .orElse("required " + Encoding.NAMES + ", got bytes that start as none of them");
            return new Undecodable(Rejection.UNKNOWN_IMAGE_ENCODING, problem);
        }
        byte[] bytes = new byte[content.remaining()];
        content.duplicate().get(bytes);
        Orientation orientation = Orientation.of(bytes, encoding.get());
        Optional<String> problem = problem(encoding.get(), bytes);
        if (problem.isPresent()) {
            return encoding.get().undecodable(problem.get());
        }
        return decodedOrRefused(bytes, encoding.get())
                .fold(decoded -> new Decoded(orientation.upright(decoded.image())), undecodable -> undecodable);
    }

    private Optional<String> problem(Encoding encoding, byte[] file) {
        return switch (encoding) {
            case JPEG -> JpegScans.problem(file, limits);
            case BMP -> BmpHeader.problem(file);
            case WEBP -> WebpHeader.problem(file);
            case TIFF -> TiffDirectory.problem(file);
            case GIF -> GifBlocks.problem(file);
            case PNG -> Optional.empty();
        };
    }

    private Decoding decodedOrRefused(byte[] bytes, Encoding encoding) {
        DecodingTime time = DecodingTime.starting(limits.maxTime());
        try {
            return decoded(bytes, encoding, time);
        } catch (DecodingTimeoutException e) {
            return time.undecodable();
        } catch (OutOfMemoryError e) {
            return again(bytes, encoding, time);
        }
    }

    /** Another thread may have held the missing memory, so an image is refused only if it fails twice. */
    private Decoding again(byte[] bytes, Encoding encoding, DecodingTime time) {
        try {
            return decoded(bytes, encoding, time);
        } catch (DecodingTimeoutException e) {
            return time.undecodable();
        } catch (OutOfMemoryError e) {
            return encoding.undecodable(e.toString());
        }
    }

    private Decoding decoded(byte[] bytes, Encoding encoding, DecodingTime time) {
        Optional<RgbImage> reduced = reduces && encoding == Encoding.JPEG ? reduced(bytes, time) : Optional.empty();
        return reduced.<Decoding>map(Decoded::new)
                .orElseGet(() -> new ImageCodecs(limits, input, time).decode(bytes, encoding));
    }

    /** Empty where a codec must decide: for small images, unusual files and damaged ones. */
    private Optional<RgbImage> reduced(byte[] bytes, DecodingTime time) {
        try {
            ReducedJpeg jpeg = ReducedJpeg.open(bytes);
            int denominator = denominator(jpeg.width(), jpeg.height());
            if (denominator < 2 || limits.problem(jpeg.width(), jpeg.height()).isPresent()) {
                return Optional.empty();
            }
            ReducedRows rows = jpeg.rows(denominator);
            double width = (double) jpeg.width() / denominator;
            double height = (double) jpeg.height() / denominator;
            RgbImage image = Resampling.toSquare(timed(rows::read, time), width, height, input);
            rows.finish();
            return Optional.of(image);
        } catch (DecodingTimeoutException e) {
            throw e;
        } catch (RuntimeException e) {
            // UnsupportedJpegException is the only one expected, but no file may end a stream thread.
            return Optional.empty();
        }
    }

    private static PixelRows timed(PixelRows rows, DecodingTime time) {
        return (row, target) -> {
            if (row % ROWS_A_LOOK == 0) {
                time.requireSome();
            }
            rows.read(row, target);
        };
    }

    /** The greatest at which the sides are at least twice as long as those that they become. */
    private int denominator(int width, int height) {
        int decisive = input.fit() == ImageFit.LETTERBOX ? Math.max(width, height) : Math.min(width, height);
        return Math.min(LARGEST_DENOMINATOR, Integer.highestOneBit(decisive / (2 * input.side())));
    }
}
