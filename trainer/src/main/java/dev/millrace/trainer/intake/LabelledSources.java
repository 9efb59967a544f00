package dev.millrace.trainer.intake;

import dev.millrace.model.image.Decoding;
import dev.millrace.model.image.EncodedImage;
import dev.millrace.model.image.ImageDecoder;
import dev.millrace.model.image.ImageLimits;
import dev.millrace.model.text.Tokenizer;
import dev.millrace.records.ImageEncoding;
import dev.millrace.records.LabelledImage;
import dev.millrace.records.LabelledReview;
import dev.millrace.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The sources of the two tasks. */
public final class LabelledSources {

    private LabelledSources() {}

    /** Images as RGB samples at the network's side: what the network sees, so that copies in another encoding coincide. */
    public static LabelledSource<LabelledImage> images(
            Topic<String, LabelledImage> topic, ImageLimits limits, int side) {
        return new LabelledSource<>(
                topic, LabelledImage::getLabel, image -> samples(image, limits, side), Skip.UNDECODABLE_IMAGE);
    }

    /** Reviews as UTF-8. */
    public static LabelledSource<LabelledReview> reviews(Topic<String, LabelledReview> topic, int maxCharacters) {
        return new LabelledSource<>(
                topic,
                LabelledReview::getLabel,
                review -> Optional.of(review.getText())
                        .filter(text -> text.length() <= maxCharacters)
                        .filter(text -> !Tokenizer.tokens(text).isEmpty())
                        .map(text -> text.getBytes(StandardCharsets.UTF_8)),
                Skip.UNUSABLE_TEXT);
    }

    private static Optional<byte[]> samples(LabelledImage image, ImageLimits limits, int side) {
        Decoding decoding = ImageDecoder.decode(encoded(image), limits, side);
        return decoding.fold(decoded -> Optional.of(decoded.image().samples()), undecodable -> Optional.empty());
    }

    private static EncodedImage encoded(LabelledImage image) {
        if (image.getEncoding() != ImageEncoding.RAW_RGB) {
            return EncodedImage.encoded(image.getContent());
        }
        Integer width = image.getWidth();
        Integer height = image.getHeight();
        return EncodedImage.raw(image.getContent(), width == null ? 0 : width, height == null ? 0 : height);
    }
}
