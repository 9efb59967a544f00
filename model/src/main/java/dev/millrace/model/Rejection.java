package dev.millrace.model;

/** Why an input cannot be classified by any model. The name is both the metric tag and the dead-letter code. */
public enum Rejection {
    /** No bytes. */
    EMPTY_IMAGE,
    /** More bytes than the limit. */
    IMAGE_TOO_LARGE,
    /** More pixels on a side than the limit, according to the header; checked before decoding. */
    IMAGE_DIMENSIONS_TOO_LARGE,
    /** None of the supported encodings' magic bytes. */
    UNKNOWN_IMAGE_ENCODING,
    /** The magic bytes are valid, but the rest cannot be decoded. */
    UNDECODABLE_IMAGE,
    /** Decoding took more processor time than the limit. */
    DECODING_TIMEOUT,
    /** Raw samples without width and height, or not of width × height × 3 bytes. */
    RAW_IMAGE_SIZE_MISMATCH,
    /** No token. */
    EMPTY_TEXT,
    /** More characters than the limit. */
    TEXT_TOO_LARGE,
    /** The network itself failed on this input. */
    CLASSIFIER_FAILURE
}
