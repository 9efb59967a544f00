package dev.millrace.model.artifact;

/** Bytes are not a valid artifact: malformed, truncated, or not matching their digest. */
public final class ArtifactException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message names what is wrong */
    public ArtifactException(String message) {
        super(message);
    }
}
