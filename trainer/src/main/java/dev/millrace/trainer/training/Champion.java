package dev.millrace.trainer.training;

import dev.millrace.model.artifact.ModelArtifact;

/** The model that currently serves. */
public record Champion(String version, ModelArtifact artifact) {}
