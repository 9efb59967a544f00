package dev.millrace.streams.labels;

import dev.millrace.records.Image;
import dev.millrace.records.Label;
import dev.millrace.records.LabelledImage;
import dev.millrace.records.LabelledReview;
import dev.millrace.records.Origin;
import dev.millrace.records.Review;
import dev.millrace.schemas.Topic;
import dev.millrace.schemas.Topics;
import java.util.Optional;
import java.util.function.Function;

/**
 * One task's half of the label topology: its topics, and how a record and a label become a training example.
 *
 * @param <V> the event
 * @param <L> the training example
 */
record LabelKind<V, L>(
        String name,
        Topic<String, V> events,
        Topic<String, Label> labels,
        Topic<String, L> labelled,
        Function<V, Optional<String>> ownLabel,
        Labelling<V, L> labelling) {

    /** Makes a training example. */
    @FunctionalInterface
    interface Labelling<V, L> {
        L label(V event, Label label, Origin origin);
    }

    static LabelKind<Image, LabelledImage> images(Topics topics) {
        return new LabelKind<>(
                "image",
                topics.images(),
                topics.imageLabels(),
                topics.labelledImages(),
                image -> Optional.ofNullable(image.getLabel()),
                (image, label, origin) -> new LabelledImage(
                        image.getContent(),
                        image.getEncoding(),
                        image.getWidth(),
                        image.getHeight(),
                        label.getLabel(),
                        label.getSource(),
                        origin));
    }

    static LabelKind<Review, LabelledReview> reviews(Topics topics) {
        return new LabelKind<>(
                "review",
                topics.reviews(),
                topics.reviewLabels(),
                topics.labelledReviews(),
                review -> Optional.ofNullable(review.getLabel()),
                (review, label, origin) ->
                        new LabelledReview(review.getText(), label.getLabel(), label.getSource(), origin));
    }

    /** The training example's bytes, as the trainer reads them. */
    byte[] example(byte[] event, Label label, Origin origin) {
        V value = events.valueSerde().deserializer().deserialize(events.name(), event);
        return labelled.valueSerde().serializer().serialize(labelled.name(), labelling.label(value, label, origin));
    }
}
