package dev.millrace.trainer.intake;

/** Why a labelled record gives no example. The name is the metric's tag. */
enum Skip {
    /** A tombstone. */
    NO_VALUE,
    /** Not Avro in Confluent's wire format, or not of this schema. */
    MALFORMED_RECORD,
    /** Its schema is not in the registry. */
    UNKNOWN_SCHEMA,
    /** The label is blank or too long. */
    UNUSABLE_LABEL,
    /** The image doesn't decode within the limits. */
    UNDECODABLE_IMAGE,
    /** The text has no word or is too long. */
    UNUSABLE_TEXT
}
