package dev.millrace.trainer.runs;

import dev.millrace.model.artifact.ModelArtifact;
import java.util.Map;

/** Reads uploaded models and makes them champion. */
public interface UploadedModels extends ModelStore {

    /**
     * The artifact of an uploaded version. Retries until the topics can be read.
     *
     * @throws dev.millrace.model.artifact.ArtifactException when it is not there or not complete
     */
    ModelArtifact uploaded(String version);

    /**
     * Makes an uploaded version the champion and records the run, in one transaction. Retries until it succeeds.
     *
     * @param metrics of the version on the gate part
     * @throws dev.millrace.model.artifact.ArtifactException when the version is no longer there
     */
    void promote(String version, Map<String, Double> metrics, RunReport report);
}
