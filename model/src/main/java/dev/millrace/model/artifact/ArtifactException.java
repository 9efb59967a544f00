package dev.millrace.model.artifact;

/** Bytes that are not the artifact they should be: malformed, cut short, or not what their digest promised. */
public final class ArtifactException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ArtifactException(String message) {
        super(message);
    }
}
