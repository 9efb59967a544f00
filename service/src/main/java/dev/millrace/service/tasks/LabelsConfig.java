package dev.millrace.service.tasks;

import dev.millrace.schemas.fields.FieldPath;
import dev.millrace.schemas.fields.RecordFormat;
import java.util.Optional;

/**
 * How the labels are read that come after their records. A label's key is the id of its record.
 *
 * @param topic where they are
 * @param isOwn whether they are Millrace's own {@code Label} records on a topic that Millrace may create; the other components
 *     are then unused
 * @param format of their values
 * @param field where the label is; none for the only string field, or the whole value
 * @param id where the id of the labelled record is; none for the key
 */
public record LabelsConfig(
        String topic, boolean isOwn, RecordFormat format, Optional<FieldPath> field, Optional<FieldPath> id) {

    /** Millrace's own records on {@code topic}. */
    static LabelsConfig own(String topic) {
        return new LabelsConfig(topic, true, RecordFormat.AVRO, Optional.empty(), Optional.empty());
    }
}
