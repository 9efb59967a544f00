package dev.millrace.schemas.deadletter;

/** Every reason for which a record can end among the dead letters. The name is metric tag and header value at once. */
public enum DeadLetterReason {
    /** An image without bytes. */
    EMPTY_IMAGE,
    /** An image with more bytes than the limit. */
    IMAGE_TOO_LARGE,
    /** An image with more pixels a side than the limit. */
    IMAGE_DIMENSIONS_TOO_LARGE,
    /** Bytes that start like no supported image format. */
    UNKNOWN_IMAGE_ENCODING,
    /** An image file that cannot be decoded. */
    UNDECODABLE_IMAGE,
    /** Raw samples whose number does not fit width and height. */
    RAW_IMAGE_SIZE_MISMATCH,
    /** A text without a word. */
    EMPTY_TEXT,
    /** A text with more characters than the limit. */
    TEXT_TOO_LARGE,
    /** The classifier failed on this input, alone. */
    CLASSIFIER_FAILURE,
    /** A record without a value. */
    NO_VALUE,
    /** The registry answered that it has no schema of the record's id. */
    UNKNOWN_SCHEMA,
    /** Not Confluent's wire format, not the body that its schema promises, or a schema of another type. */
    MALFORMED_RECORD,
    /** The serialised prediction is larger than a record of the topic may be. */
    PREDICTION_TOO_LARGE,
    /** A label whose record has no key: it names nothing. */
    LABEL_WITHOUT_ID,
    /** A label that says nothing. */
    BLANK_LABEL,
    /** A label whose id no image or review had within the label window, before it or after it. */
    LABEL_WITHOUT_RECORD;
}
