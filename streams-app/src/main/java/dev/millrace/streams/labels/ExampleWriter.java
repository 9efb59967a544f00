package dev.millrace.streams.labels;

import dev.millrace.model.image.EncodedImage;
import dev.millrace.records.ImageEncoding;
import dev.millrace.records.Label;
import dev.millrace.records.LabelledImage;
import dev.millrace.records.LabelledReview;
import dev.millrace.records.Origin;
import dev.millrace.schemas.Topics;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Makes training examples and serializes them.
 *
 * @param <T> what is classified
 */
@FunctionalInterface
public interface ExampleWriter<T> {

    /** The value of a record of the labelled topic. */
    byte[] write(T content, Label label, Origin origin);

    /** Writes images as {@code LabelledImage} records to {@code topic}. */
    static ExampleWriter<EncodedImage> images(String topic, Topics.ValueSerdes values) {
        Serializer<LabelledImage> serializer = values.of(LabelledImage.class).serializer();
        return (image, label, origin) -> serializer.serialize(topic, labelled(image, label, origin));
    }

    /** Writes texts as {@code LabelledReview} records to {@code topic}. */
    static ExampleWriter<String> texts(String topic, Topics.ValueSerdes values) {
        Serializer<LabelledReview> serializer = values.of(LabelledReview.class).serializer();
        return (text, label, origin) ->
                serializer.serialize(topic, new LabelledReview(text, label.getLabel(), label.getSource(), origin));
    }

    private static LabelledImage labelled(EncodedImage image, Label label, Origin origin) {
        return new LabelledImage(
                image.content(),
                image.rawSize().isPresent() ? ImageEncoding.RAW_RGB : ImageEncoding.ENCODED,
                image.rawSize().map(EncodedImage.RawSize::width).orElse(null),
                image.rawSize().map(EncodedImage.RawSize::height).orElse(null),
                label.getLabel(),
                label.getSource(),
                origin);
    }
}
