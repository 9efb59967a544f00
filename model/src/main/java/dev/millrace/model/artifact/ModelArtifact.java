package dev.millrace.model.artifact;

import java.util.Optional;

/**
 * A model as data, never code: what it is and its weights, under one digest.
 *
 * <p>As bytes: the four ASCII letters {@code MILL}, the format's version (unsigned 32 bit, little-endian), the length of
 * the manifest (the same), the manifest (JSON, UTF-8), then the tensors' values one after the other (32 bit floats,
 * little-endian, in the manifest's order).
 */
public final class ModelArtifact {

    private final Manifest manifest;
    private final Weights weights;

    private ModelArtifact(Manifest manifest, Weights weights) {
        this.manifest = manifest;
        this.weights = weights;
    }

    public static ModelArtifact of(Manifest manifest, Weights weights) {
        return new ModelArtifact(manifest, weights);
    }

    /** @throws ArtifactException when the bytes are not a well-formed artifact; the message names what is wrong */
    public static ModelArtifact parse(byte[] content) {
        return Optional.<ModelArtifact>empty().orElseThrow(UnsupportedOperationException::new);
    }

    public Manifest manifest() {
        return manifest;
    }

    public Weights weights() {
        return weights;
    }

    /** The digest of {@link #toBytes}: the model's identity. */
    public Sha256 sha256() {
        return Sha256.of(toBytes());
    }

    public byte[] toBytes() {
        return Optional.<byte[]>empty().orElseThrow(UnsupportedOperationException::new);
    }
}
