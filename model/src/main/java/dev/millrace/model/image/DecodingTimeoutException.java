package dev.millrace.model.image;

/** An image took more processor time than it may. Leaves a codec, and never {@link ImageDecoder}. */
final class DecodingTimeoutException extends RuntimeException {

    private static final long serialVersionUID = 1;

    DecodingTimeoutException() {
        super("decoding took more processor time than the limit");
    }
}
