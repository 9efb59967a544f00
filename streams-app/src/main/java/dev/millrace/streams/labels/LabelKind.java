package dev.millrace.streams.labels;

import dev.millrace.records.Image;
import dev.millrace.records.Label;
import dev.millrace.records.LabelledImage;
import dev.millrace.records.LabelledReview;
import dev.millrace.records.Origin;
import dev.millrace.records.Review;
import dev.millrace.schemas.Topic;
import dev.millrace.schemas.Topics;
import dev.millrace.schemas.deadletter.RecordReader;
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

    /** The name of a node of this half. */
    String step(String step) {
        return name + "-" + step;
    }

    /** The event that those bytes are; none where they can't be read: the classification client buries them. */
    Optional<V> read(byte[] event) {
        return RecordReader.of(events)
                .read(event)
                .fold(understood -> Optional.of(understood.value()), unreadable -> Optional.empty(), unavailable -> {
                    throw unavailable.cause();
                });
    }

    /** The label that came with the event, unless it is blank. */
    Optional<Label> ownLabelOf(V event) {
        return ownLabel.apply(event).filter(label -> !label.isBlank()).map(label -> new Label(label, null));
    }

    /** The bytes of the training example. */
    byte[] example(V event, Label label, Origin origin) {
        return labelled.valueSerde().serializer().serialize(labelled.name(), labelling.label(event, label, origin));
    }

    /** A label that was read once already, when it came. */
    Label label(BufferedEvent arrival) {
        return labels.valueSerde().deserializer().deserialize(labels.name(), arrival.value());
    }
}
