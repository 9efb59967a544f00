package dev.millrace.trainer.training;

import dev.millrace.model.image.EncodedImage;
import dev.millrace.model.image.ImageDecoder;
import dev.millrace.model.image.ImageLimits;
import dev.millrace.model.spec.ImageInput;
import dev.millrace.model.spec.TokenizerKind;
import dev.millrace.model.text.TextLimits;
import dev.millrace.model.text.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Raw inputs as the example store keeps them; none where there is nothing to learn from. */
public final class StoredContent {

    private StoredContent() {}

    /** RGB samples of the network's input: what the network sees, so that copies in another encoding coincide. */
    public static Optional<byte[]> of(EncodedImage image, ImageLimits limits, ImageInput input) {
        return ImageDecoder.decode(image, limits, input)
                .fold(decoded -> Optional.of(decoded.image().samples()), undecodable -> Optional.empty());
    }

    /** UTF-8. What has a word for {@link TokenizerKind#UNICODE} is kept whatever the task's tokenizer, which may change. */
    public static Optional<byte[]> of(String text, TextLimits limits) {
        return Optional.of(text)
                .filter(given -> given.length() <= limits.maxCharacters())
                .filter(given -> !Tokenizer.tokens(given, TokenizerKind.UNICODE).isEmpty())
                .map(given -> given.getBytes(StandardCharsets.UTF_8));
    }
}
