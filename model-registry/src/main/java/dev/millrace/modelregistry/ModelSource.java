package dev.millrace.modelregistry;

import dev.millrace.model.spec.Task;

/** The published models as read so far: the versions, which of them should serve, and their artifacts. */
public interface ModelSource {

    /** A snapshot of what has been read; later reads don't change it. */
    ModelCatalog catalog();

    /**
     * A version's artifact, verified against the digest in its manifest.
     *
     * @throws MissingModelException when its manifest or one of its chunks is not on the topic
     * @throws dev.millrace.model.artifact.ArtifactException when the chunks don't match the manifest
     */
    byte[] fetch(Task task, String version);
}
