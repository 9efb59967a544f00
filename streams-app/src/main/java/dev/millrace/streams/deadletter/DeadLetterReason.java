package dev.millrace.streams.deadletter;

import dev.millrace.model.Rejection;

/** Why a record is in the dead letters: the closed list. The name is header and metric tag at once. */
public enum DeadLetterReason {
    UNKNOWN_SCHEMA,
    MALFORMED_RECORD,
    EMPTY_RECORD,
    PREDICTION_TOO_LARGE,
    EMPTY_IMAGE,
    IMAGE_TOO_LARGE,
    IMAGE_DIMENSIONS_TOO_LARGE,
    UNKNOWN_IMAGE_ENCODING,
    UNDECODABLE_IMAGE,
    RAW_IMAGE_SIZE_MISMATCH,
    EMPTY_TEXT,
    TEXT_TOO_LARGE,
    CLASSIFIER_FAILURE;

    /** The reason of the same name. */
    public static DeadLetterReason of(Rejection rejection) {
        return valueOf(rejection.name());
    }
}
