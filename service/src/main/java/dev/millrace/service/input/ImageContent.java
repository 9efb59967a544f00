package dev.millrace.service.input;

import dev.millrace.model.image.EncodedImage;
import dev.millrace.records.Image;
import dev.millrace.records.ImageEncoding;
import dev.millrace.records.LabelledImage;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The content of a record that carries an image, in the form that the decoder takes. The only code that interprets the fields
 * {@code content}, {@code encoding}, {@code width} and {@code height}.
 *
 * <p>Never fails, whatever a producer claims: the decoder checks the claims and names the reason when it rejects one. The
 * record's bytes are shared, not copied.
 */
public final class ImageContent {

    /** The decoder rejects it as the size of any image. */
    private static final int MISSING = 0;

    private ImageContent() {}

    /** The content of a record to classify. */
    public static EncodedImage of(Image image) {
        return of(image.getContent(), image.getEncoding(), image.getWidth(), image.getHeight());
    }

    /** The content of a training example. */
    public static EncodedImage of(LabelledImage image) {
        return of(image.getContent(), image.getEncoding(), image.getWidth(), image.getHeight());
    }

    private static EncodedImage of(
            ByteBuffer content, ImageEncoding encoding, @Nullable Integer width, @Nullable Integer height) {
        return switch (encoding) {
            case ENCODED -> EncodedImage.encoded(content);
            case RAW_RGB -> EncodedImage.raw(content, pixels(width), pixels(height));
        };
    }

    private static int pixels(@Nullable Integer claimed) {
        return claimed == null ? MISSING : claimed;
    }
}
