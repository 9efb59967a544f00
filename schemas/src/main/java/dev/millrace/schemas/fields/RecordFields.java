package dev.millrace.schemas.fields;

import java.util.List;
import java.util.Optional;

/** A decoded record. */
public interface RecordFields {

    /** What it was decoded as, such as {@code Avro record 'camera.Frame', schema id 7}. */
    String format();

    /** The value at {@code path}; none where a name on the way is missing or its value is null. */
    Optional<FieldValue> at(FieldPath path);

    /** The whole value, where the record has no fields but is bytes or text as it came. */
    Optional<FieldValue> whole();

    /** Its fields, those inside of others too; empty where it is one value. At most 200. */
    List<Field> fields();
}
