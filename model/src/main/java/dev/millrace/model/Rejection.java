package dev.millrace.model;

/** Why an input can't be classified, whatever the model. The name is metric tag and dead-letter code at once. */
public enum Rejection {
    /** No bytes at all. */
    EMPTY_IMAGE,
    /** More bytes than the limit. */
    IMAGE_TOO_LARGE,
    /** More pixels a side than the limit, by the header, before anything was decoded. */
    IMAGE_DIMENSIONS_TOO_LARGE,
    /** None of the supported encodings' magic bytes. */
    UNKNOWN_IMAGE_ENCODING,
    /** The right magic bytes, but what follows does not decode. */
    UNDECODABLE_IMAGE,
    /** Raw samples without width and height, or not width × height × 3 bytes. */
    RAW_IMAGE_SIZE_MISMATCH,
    /** No token in it. */
    EMPTY_TEXT,
    /** More characters than the limit. */
    TEXT_TOO_LARGE,
    /** The network itself failed on this input. */
    CLASSIFIER_FAILURE
}
