package dev.millrace.trainer.intake;

/** Why a labelled record is skipped. The name is the tag of the metric. */
enum Skip {
    /** A tombstone. */
    NO_VALUE,
    /** Not Avro in Confluent's wire format, or not of the expected schema. */
    MALFORMED_RECORD,
    /** The registry does not know its schema. */
    UNKNOWN_SCHEMA,
    /** The label is blank, too long, or has control characters. */
    UNUSABLE_LABEL,
    /** The image cannot be decoded within the limits. */
    UNDECODABLE_IMAGE,
    /** The text has no word or is too long. */
    UNUSABLE_TEXT
}
