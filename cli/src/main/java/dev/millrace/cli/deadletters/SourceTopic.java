package dev.millrace.cli.deadletters;

import dev.millrace.cli.connection.Cluster;
import dev.millrace.records.Image;
import dev.millrace.records.Label;
import dev.millrace.records.Review;
import dev.millrace.schemas.SchemaHeaders;
import dev.millrace.schemas.Topic;
import dev.millrace.schemas.deadletter.RecordReader;
import dev.millrace.schemas.fields.FieldsReader;
import dev.millrace.schemas.fields.RecordFields;
import dev.millrace.schemas.fields.RecordFormat;
import dev.millrace.service.tasks.TaskConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;

/**
 * A topic whose records can become dead letters.
 *
 * @param name its full name
 * @param task that reads it
 * @param holdsLabels whether it holds late labels, not what is classified
 */
record SourceTopic(String name, TaskConfig task, boolean holdsLabels) {

    /** The one of that full name; none where no dead letter comes from it. */
    static Optional<SourceTopic> named(String name, Cluster cluster) {
        return cluster.tasks().tasks().stream()
                .flatMap(task -> Stream.of(
                        new SourceTopic(task.input().topic(), task, false),
                        new SourceTopic(task.labels().topic(), task, true)))
                .filter(topic -> topic.name().equals(name))
                .findFirst();
    }

    /** Reads its values as what there is to show of them. */
    RecordReader<List<Field>> reader(Cluster cluster) {
        boolean isOwn = holdsLabels ? task.labels().isOwn() : task.input().isOwn();
        if (!isOwn) {
            RecordFormat format =
                    holdsLabels ? task.labels().format() : task.input().format();
            FieldsReader reader = new FieldsReader(cluster.registry(), format);
            RecordReader<List<Field>> fields = RecordReader.of(value -> shown(reader.read(value)));
            return format == RecordFormat.RAW ? fields : fields.with(new SchemaHeaders(cluster.registry()));
        }
        if (holdsLabels) {
            return own(cluster, Label.class, ContentText::label);
        }
        return switch (task.task().type()) {
            case IMAGE -> own(cluster, Image.class, ContentText::image);
            case TEXT -> own(cluster, Review.class, ContentText::review);
        };
    }

    /** Its name. */
    @Override
    public String toString() {
        return name;
    }

    private <V extends SpecificRecord> RecordReader<List<Field>> own(
            Cluster cluster, Class<V> type, Function<V, List<Field>> fields) {
        return RecordReader.of(
                        new Topic<>(name, Serdes.String(), cluster.registry().of(type)))
                .with(new SchemaHeaders(cluster.registry()))
                .map(fields);
    }

    private static List<Field> shown(RecordFields record) {
        List<Field> shown = new ArrayList<>();
        shown.add(new Field("format", record.format()));
        record.whole().ifPresent(value -> shown.add(new Field("value", ContentText.value(value))));
        record.fields()
                .forEach(field -> record.at(field.path())
                        .ifPresent(value -> shown.add(new Field(field.path().toString(), ContentText.value(value)))));
        return shown;
    }
}
