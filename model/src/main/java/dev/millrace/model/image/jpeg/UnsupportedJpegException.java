package dev.millrace.model.image.jpeg;

/**
 * A file that {@link ReducedJpeg} leaves to another codec: of a kind that it does not read, or damaged in any way. Has no
 * stack trace, because hostile files may cause many.
 */
public final class UnsupportedJpegException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnsupportedJpegException(String message) {
        super(message, null, false, false);
    }
}
