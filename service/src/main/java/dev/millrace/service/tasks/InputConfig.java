package dev.millrace.service.tasks;

import dev.millrace.schemas.fields.FieldPath;
import dev.millrace.schemas.fields.RecordFormat;
import java.util.Optional;

/**
 * How a task's records are read.
 *
 * @param topic where they are
 * @param isOwn whether they are Millrace's own {@code Image} or {@code Review} records on a topic that Millrace may create; the
 *     other components are then unused
 * @param format of their values
 * @param content where the image or text is; none for the only field that it can be
 * @param encoding of an image in a string, or of a string in bytes
 * @param label where the label is that a record brings along, if it does
 * @param id where the id is; none for the record's key
 */
public record InputConfig(
        String topic,
        boolean isOwn,
        RecordFormat format,
        Optional<FieldPath> content,
        ContentEncoding encoding,
        Optional<FieldPath> label,
        Optional<FieldPath> id) {

    /** Millrace's own records on {@code topic}, with their id as key. */
    static InputConfig own(String topic) {
        return new InputConfig(
                topic,
                true,
                RecordFormat.AVRO,
                Optional.empty(),
                ContentEncoding.AUTO,
                Optional.empty(),
                Optional.empty());
    }
}
