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
 * One task's half of the label topology: its topics, and how an event and a label become a training example.
 *
 * @param name prefix of the names of its nodes and stores, and the meters' tag
 * @param ownLabelField reads the event's own label, which may be blank
 * @param labelling creates a training example
 * @param <V> type of the events
 * @param <L> type of the training examples
 */
record LabelKind<V, L>(
        String name,
        Topic<String, V> events,
        Topic<String, Label> labels,
        Topic<String, L> labelled,
        Function<V, Optional<String>> ownLabelField,
        Labelling<V, L> labelling) {

    /** Creates a training example. */
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

    /** Reads an event; empty if it is malformed, since the classification client sends those to the dead letters. */
    Optional<V> read(byte[] event) {
        return RecordReader.of(events)
                .read(event)
                .fold(readable -> Optional.of(readable.value()), unreadable -> Optional.empty(), unavailable -> {
                    throw unavailable.cause();
                });
    }

    /** The event's own label, unless it is blank. */
    Optional<Label> ownLabel(V event) {
        return ownLabelField.apply(event).filter(label -> !label.isBlank()).map(label -> new Label(label, null));
    }

    /** Serializes a training example. */
    byte[] example(V event, Label label, Origin origin) {
        return labelled.valueSerde().serializer().serialize(labelled.name(), labelling.label(event, label, origin));
    }

    /** Reads a buffered label, which {@link LabelIntake} has already read once. */
    Label label(BufferedEvent buffered) {
        return labels.valueSerde().deserializer().deserialize(labels.name(), buffered.value());
    }
}
