package dev.millrace.service.input;

import dev.millrace.records.Label;
import dev.millrace.schemas.MalformedRecordException;
import dev.millrace.schemas.SchemaHeaders;
import dev.millrace.schemas.SchemaRegistry;
import dev.millrace.schemas.Topic;
import dev.millrace.schemas.deadletter.RecordReader;
import dev.millrace.schemas.fields.Field;
import dev.millrace.schemas.fields.FieldPath;
import dev.millrace.schemas.fields.FieldValue;
import dev.millrace.schemas.fields.FieldsReader;
import dev.millrace.schemas.fields.RecordFields;
import dev.millrace.service.tasks.LabelsConfig;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serdes;

/** Makes the readers of tasks' late labels. */
public final class LabelReaders {

    private LabelReaders() {}

    /** Reads the labels of a task. */
    public static RecordReader<TaskLabel> of(LabelsConfig config, SchemaRegistry registry) {
        if (config.isOwn()) {
            return own(new Topic<>(config.topic(), Serdes.String(), registry.of(Label.class)))
                    .with(new SchemaHeaders(registry));
        }
        FieldsReader fields = new FieldsReader(registry, config.format());
        RecordReader<TaskLabel> reader = RecordReader.of(bytes -> {
            RecordFields record = fields.read(bytes);
            String label = label(config, record);
            return new TaskLabel(new Label(label, null), InputReaders.text(record, config.id()));
        });
        return InputReaders.withHeaders(reader, config.format(), registry);
    }

    /** Reads Millrace's own label records. */
    public static RecordReader<TaskLabel> own(Topic<?, Label> topic) {
        return RecordReader.of(topic).map(label -> new TaskLabel(label, Optional.empty()));
    }

    private static String label(LabelsConfig config, RecordFields record) {
        Optional<FieldValue> whole = record.whole();
        if (whole.isPresent() && config.field().isEmpty()) {
            return text(whole.get());
        }
        FieldPath path = config.field().orElseGet(() -> onlyString(config, record));
        return record.at(path)
                .map(LabelReaders::text)
                .orElseThrow(() -> new MalformedRecordException(
                        "required a label at '" + path + "', got nothing there in " + record.format()));
    }

    private static FieldPath onlyString(LabelsConfig config, RecordFields record) {
        List<Field> strings = record.fields().stream()
                .filter(field -> field.kind().equals("string"))
                .filter(field -> config.id().filter(field.path()::equals).isEmpty())
                .toList();
        if (strings.size() != 1) {
            throw new MalformedRecordException("required one string field that can be the label, got "
                    + (strings.isEmpty() ? "none" : strings) + " in " + record.format()
                    + "; name it in the setting labels.field");
        }
        return strings.get(0).path();
    }

    private static String text(FieldValue value) {
        if (value instanceof FieldValue.Text text) {
            return text.text();
        }
        if (value instanceof FieldValue.Scalar scalar) {
            return scalar.text();
        }
        if (value instanceof FieldValue.Binary binary) {
            return utf8(binary.bytes());
        }
        throw new MalformedRecordException("required a label, got a value of type " + value.kind());
    }

    private static String utf8(ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.duplicate()).toString();
        } catch (CharacterCodingException e) {
            throw new MalformedRecordException("required a label in UTF-8, got bytes that are not");
        }
    }
}
