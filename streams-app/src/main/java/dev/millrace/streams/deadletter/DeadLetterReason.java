package dev.millrace.streams.deadletter;

import dev.millrace.model.Rejection;

/** Every reason for which a record can end among the dead letters. The name is metric tag and header value at once. */
public enum DeadLetterReason {
    /** {@link Rejection#EMPTY_IMAGE}. */
    EMPTY_IMAGE,
    /** {@link Rejection#IMAGE_TOO_LARGE}. */
    IMAGE_TOO_LARGE,
    /** {@link Rejection#IMAGE_DIMENSIONS_TOO_LARGE}. */
    IMAGE_DIMENSIONS_TOO_LARGE,
    /** {@link Rejection#UNKNOWN_IMAGE_ENCODING}. */
    UNKNOWN_IMAGE_ENCODING,
    /** {@link Rejection#UNDECODABLE_IMAGE}. */
    UNDECODABLE_IMAGE,
    /** {@link Rejection#RAW_IMAGE_SIZE_MISMATCH}. */
    RAW_IMAGE_SIZE_MISMATCH,
    /** {@link Rejection#EMPTY_TEXT}. */
    EMPTY_TEXT,
    /** {@link Rejection#TEXT_TOO_LARGE}. */
    TEXT_TOO_LARGE,
    /** {@link Rejection#CLASSIFIER_FAILURE}. */
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

    /** The reason of the same name. */
    public static DeadLetterReason of(Rejection rejection) {
        return valueOf(rejection.name());
    }
}
