package dev.millrace.trainer.training;

import dev.millrace.model.artifact.ModelArtifact;

/** The model that serves now. */
public record Champion(String version, ModelArtifact artifact) {}
