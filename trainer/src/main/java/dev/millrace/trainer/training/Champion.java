package dev.millrace.trainer.training;

import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.trainer.gate.GateHistory;

/**
 * The model that currently serves.
 *
 * @param history how the gate has decided on it, and on the candidates that it refused since
 */
public record Champion(String version, ModelArtifact artifact, GateHistory history) {}
