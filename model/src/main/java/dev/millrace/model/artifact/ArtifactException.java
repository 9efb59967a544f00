package dev.millrace.model.artifact;

/** Bytes are not a valid artifact: malformed, truncated, or not matching their digest. */
public final class ArtifactException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Characters of a message: it may repeat a name, or all labels, of a manifest of four megabytes. */
    private static final int LONGEST_MESSAGE = 1_000;

    /** @param message names what is wrong; its end is left out if it is long */
    public ArtifactException(String message) {
        super(message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE) + "…");
    }
}
