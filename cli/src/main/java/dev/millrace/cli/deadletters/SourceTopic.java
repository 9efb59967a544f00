package dev.millrace.cli.deadletters;

import dev.millrace.schemas.Topic;
import dev.millrace.schemas.TopicNames;
import dev.millrace.schemas.Topics;
import dev.millrace.schemas.deadletter.RecordReader;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A topic whose records can become dead letters. */
enum SourceTopic {
    IMAGES("images"),
    REVIEWS("reviews"),
    IMAGE_LABELS("image-labels"),
    REVIEW_LABELS("review-labels");

    private final String text;

    SourceTopic(String text) {
        this.text = text;
    }

    /** Empty if no dead letter comes from a topic of that name. */
    static Optional<SourceTopic> named(String name, TopicNames names) {
        return Arrays.stream(values())
                .filter(topic -> topic.in(names).equals(name))
                .findFirst();
    }

    /** The full name, with prefix. */
    String in(TopicNames names) {
        return switch (this) {
            case IMAGES -> names.images();
            case REVIEWS -> names.reviews();
            case IMAGE_LABELS -> names.imageLabels();
            case REVIEW_LABELS -> names.reviewLabels();
        };
    }

    /** Reads values as the fields to show. */
    RecordReader<List<Field>> reader(Topics topics) {
        return switch (this) {
            case IMAGES -> reader(topics.images(), ContentText::image);
            case REVIEWS -> reader(topics.reviews(), ContentText::review);
            case IMAGE_LABELS -> reader(topics.imageLabels(), ContentText::label);
            case REVIEW_LABELS -> reader(topics.reviewLabels(), ContentText::label);
        };
    }

    /** The name that users type. */
    @Override
    public String toString() {
        return text;
    }

    private static <V> RecordReader<List<Field>> reader(Topic<String, V> topic, Function<V, List<Field>> fields) {
        return RecordReader.of(topic).map(fields);
    }
}
