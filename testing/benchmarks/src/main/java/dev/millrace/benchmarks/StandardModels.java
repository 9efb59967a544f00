package dev.millrace.benchmarks;

import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.export.ExportFormat;
import dev.millrace.model.export.ModelExport;

/**
 * The standard networks with the initial weights of training, the same in each process, in the format of each engine.
 */
public final class StandardModels {

    private StandardModels() {}

    /** An artifact as Millrace publishes it; its labels are those of {@link Samples}. */
    public static ModelArtifact artifact(Network network) {
        return MillraceServing.artifact(network, MillraceServing.weights(network));
    }

    /** The same as an ONNX file. */
    public static byte[] onnx(Network network) {
        return ModelExport.file(artifact(network), ExportFormat.ONNX);
    }
}
