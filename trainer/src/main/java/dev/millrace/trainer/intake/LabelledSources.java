package dev.millrace.trainer.intake;

import dev.millrace.model.image.ImageLimits;
import dev.millrace.model.spec.ImageInput;
import dev.millrace.model.text.TextLimits;
import dev.millrace.records.LabelledImage;
import dev.millrace.records.LabelledReview;
import dev.millrace.schemas.Topic;
import dev.millrace.service.input.ImageContent;
import dev.millrace.trainer.training.StoredContent;

/** The labelled topics of both tasks as sources. */
public final class LabelledSources {

    private LabelledSources() {}

    /**
     * Images, stored as RGB samples at the network's input size: what the network sees, so that copies in another
     * encoding coincide.
     */
    public static LabelledSource<LabelledImage> images(
            Topic<String, LabelledImage> topic, ImageLimits limits, ImageInput input) {
        return new LabelledSource<>(
                topic,
                LabelledImage::getLabel,
                image -> StoredContent.of(ImageContent.of(image), limits, input),
                Skip.UNDECODABLE_IMAGE);
    }

    /** Reviews, stored as UTF-8. */
    public static LabelledSource<LabelledReview> reviews(Topic<String, LabelledReview> topic, TextLimits limits) {
        return new LabelledSource<>(
                topic,
                LabelledReview::getLabel,
                review -> StoredContent.of(review.getText(), limits),
                Skip.UNUSABLE_TEXT);
    }
}
