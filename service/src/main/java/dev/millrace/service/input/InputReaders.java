package dev.millrace.service.input;

import dev.millrace.model.image.EncodedImage;
import dev.millrace.model.spec.TaskType;
import dev.millrace.records.Image;
import dev.millrace.records.Review;
import dev.millrace.schemas.SchemaHeaders;
import dev.millrace.schemas.SchemaRegistry;
import dev.millrace.schemas.Topic;
import dev.millrace.schemas.deadletter.RecordReader;
import dev.millrace.schemas.fields.FieldPath;
import dev.millrace.schemas.fields.FieldValue;
import dev.millrace.schemas.fields.FieldsReader;
import dev.millrace.schemas.fields.RecordFields;
import dev.millrace.schemas.fields.RecordFormat;
import dev.millrace.service.tasks.InputConfig;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/** Makes the readers of tasks' records. */
public final class InputReaders {

    private InputReaders() {}

    /** Reads the records of an image task. */
    public static RecordReader<TaskInput<EncodedImage>> images(InputConfig config, SchemaRegistry registry) {
        if (config.isOwn()) {
            return ownImages(new Topic<>(config.topic(), Serdes.String(), registry.of(Image.class)))
                    .with(new SchemaHeaders(registry));
        }
        return reader(config, registry, new InputContent(config, TaskType.IMAGE)::image);
    }

    /** Reads the records of a text task. */
    public static RecordReader<TaskInput<String>> texts(InputConfig config, SchemaRegistry registry) {
        if (config.isOwn()) {
            return ownTexts(new Topic<>(config.topic(), Serdes.String(), registry.of(Review.class)))
                    .with(new SchemaHeaders(registry));
        }
        return reader(config, registry, new InputContent(config, TaskType.TEXT)::text);
    }

    /** Reads Millrace's own image records. */
    public static RecordReader<TaskInput<EncodedImage>> ownImages(Topic<?, Image> topic) {
        return RecordReader.of(topic)
                .map(image -> new TaskInput<>(ImageContent.of(image), notBlank(image.getLabel()), Optional.empty()));
    }

    /** Reads Millrace's own text records. */
    public static RecordReader<TaskInput<String>> ownTexts(Topic<?, Review> topic) {
        return RecordReader.of(topic)
                .map(review -> new TaskInput<>(review.getText(), notBlank(review.getLabel()), Optional.empty()));
    }

    private static <T> RecordReader<TaskInput<T>> reader(
            InputConfig config, SchemaRegistry registry, Function<RecordFields, T> content) {
        FieldsReader fields = new FieldsReader(registry, config.format());
        RecordReader<TaskInput<T>> reader = RecordReader.of(bytes -> {
            RecordFields record = fields.read(bytes);
            return new TaskInput<>(content.apply(record), text(record, config.label()), text(record, config.id()));
        });
        return withHeaders(reader, config.format(), registry);
    }

    /** Raw values have no schema, whatever their headers say. */
    static <V> RecordReader<V> withHeaders(RecordReader<V> reader, RecordFormat format, SchemaRegistry registry) {
        return format == RecordFormat.RAW ? reader : reader.with(new SchemaHeaders(registry));
    }

    /** The text, number or truth value at {@code path}, unless it is blank. */
    static Optional<String> text(RecordFields record, Optional<FieldPath> path) {
        return path.flatMap(record::at).flatMap(InputReaders::text);
    }

    private static Optional<String> text(FieldValue value) {
        if (value instanceof FieldValue.Text text) {
            return notBlank(text.text());
        }
        return value instanceof FieldValue.Scalar scalar ? notBlank(scalar.text()) : Optional.empty();
    }

    private static Optional<String> notBlank(@Nullable String text) {
        return Optional.ofNullable(text).filter(given -> !given.isBlank());
    }
}
