package dev.millrace.model.image;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import dev.millrace.model.image.Decoding.Decoded;
import dev.millrace.model.image.Decoding.Undecodable;
import dev.millrace.model.spec.ImageInput;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Decodes a file with ImageIO's codecs: the first that reads it decides. They share the file's time. */
record ImageCodecs(ImageLimits limits, ImageInput input, DecodingTime time) {

    /**
     * Larger images are subsampled: only every second (third …) pixel of a row and row of the image is kept, so a small
     * file is cheap.
     */
    private static final int MAX_PIXELS = 4 * 1024 * 1024;

    private static final String PLATFORM = "com.sun.imageio.";

    /** @throws DecodingTimeoutException once the time is over */
    Decoding decode(byte[] bytes, Encoding encoding) {
        Decoding last = encoding.undecodable("no codec");
        for (ImageReader reader : readers(encoding)) {
            try (ImageInputStream stream = input(bytes, encoding)) {
                reader.setInput(stream, true, true);
                return read(reader, encoding);
            } catch (DecodingTimeoutException e) {
                throw e;
            } catch (IOException | RuntimeException | StackOverflowError e) {
                // Codecs answer hostile bytes with arbitrary exceptions.
                time.requireSome();
                last = encoding.undecodable(e.getClass().getSimpleName());
            } finally {
                reader.dispose();
            }
        }
        return last;
    }

    /**
     * The platform's codecs come first, because they are several times as fast; the others read what those refuse. TIFF is
     * left to the others: {@link TiffDirectory} knows what they allocate.
     */
    private static List<ImageReader> readers(Encoding encoding) {
        List<ImageReader> readers = new ArrayList<>();
        ImageIO.getImageReadersByFormatName(encoding.formatName()).forEachRemaining(readers::add);
        readers.removeIf(reader -> encoding == Encoding.TIFF && isOfPlatform(reader));
        readers.sort(Comparator.comparing(reader -> !isOfPlatform(reader)));
        return readers;
    }

    private ImageInputStream input(byte[] bytes, Encoding encoding) {
        boolean isBounded = encoding == Encoding.WEBP || encoding == Encoding.TIFF;
        return isBounded ? new BoundedInput(bytes, time) : new ByteArrayImageInputStream(bytes);
    }

    private static boolean isOfPlatform(ImageReader reader) {
        return reader.getClass().getName().startsWith(PLATFORM);
    }

    private Decoding read(ImageReader reader, Encoding encoding) throws IOException {
        ReadWarnings warnings = new ReadWarnings();
        reader.addIIOReadWarningListener(warnings);
        reader.addIIOReadProgressListener(new DecodingProgress(time));
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        Optional<Undecodable> tooLarge = limits.problem(width, height);
        if (tooLarge.isPresent()) {
            return tooLarge.get();
        }
        ImageReadParam parameters = reader.getDefaultReadParam();
        int step = (int) Math.ceil(Math.sqrt((double) width * height / MAX_PIXELS));
        parameters.setSourceSubsampling(step, step, 0, 0);
        BufferedImage decoded = reader.read(0, parameters);
        time.requireSome();
        return warnings.isCutShort()
                ? encoding.undecodable("it ends early")
                : new Decoded(
                        Resampling.toSquare(new RowsOnWhite(decoded), decoded.getWidth(), decoded.getHeight(), input));
    }
}
