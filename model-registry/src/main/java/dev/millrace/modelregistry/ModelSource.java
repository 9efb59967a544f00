package dev.millrace.modelregistry;

import dev.millrace.model.spec.Task;

/** The published models as far as they have been read: which there are, which of them shall serve, and their bytes. */
public interface ModelSource {

    ModelCatalog catalog();

    /**
     * A version's artifact, which is what its manifest promised.
     *
     * @throws MissingModelException when a part of it is not on the topic
     * @throws dev.millrace.model.artifact.ArtifactException when the parts are not what the manifest promised
     */
    byte[] fetch(Task task, String version);
}
