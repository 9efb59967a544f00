package dev.millrace.schemas.deadletter;

/** Why a record can become a dead letter. The name is both the metric tag and the header value. */
public enum DeadLetterReason {
    /** An image without bytes. */
    EMPTY_IMAGE,
    /** An image with more bytes than the limit. */
    IMAGE_TOO_LARGE,
    /** An image with more pixels on a side than the limit. */
    IMAGE_DIMENSIONS_TOO_LARGE,
    /** Bytes that do not start like any supported image format. */
    UNKNOWN_IMAGE_ENCODING,
    /** An image file that cannot be decoded. */
    UNDECODABLE_IMAGE,
    /** An image whose decoding takes more processor time than the limit. */
    DECODING_TIMEOUT,
    /** Raw samples whose number does not match width and height. */
    RAW_IMAGE_SIZE_MISMATCH,
    /** A text without a word. */
    EMPTY_TEXT,
    /** A text with more characters than the limit. */
    TEXT_TOO_LARGE,
    /** The classifier failed on this input alone. */
    CLASSIFIER_FAILURE,
    /** A record without a value. */
    NO_VALUE,
    /** The registry answered that it has no schema with the record's id. */
    UNKNOWN_SCHEMA,
    /** Not Confluent's wire format, a body that does not match its schema, or a schema of another type. */
    MALFORMED_RECORD,
    /** The serialised prediction exceeds the topic's maximum record size. */
    PREDICTION_TOO_LARGE,
    /** The training example exceeds the maximum record size of the labelled topic. */
    EXAMPLE_TOO_LARGE,
    /** A label whose record has no key, so it belongs to no input. */
    LABEL_WITHOUT_ID,
    /** A label without text. */
    BLANK_LABEL,
    /** A label of more than 200 characters or with control characters. */
    LABEL_INVALID,
    /** A label that is not among those that its task allows. */
    LABEL_NOT_ALLOWED,
    /** A label for which no record of its id, not later than the label, arrived within the label window before or after it. */
    LABEL_WITHOUT_RECORD;
}
