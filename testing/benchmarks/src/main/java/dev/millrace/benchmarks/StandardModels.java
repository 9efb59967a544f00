package dev.millrace.benchmarks;

import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.artifact.Weights;

/**
 * The standard networks with the initial weights of training, the same in each process, in the format of each engine.
 */
public final class StandardModels {

    private StandardModels() {}

    /** An artifact as Millrace publishes it; its labels are those of {@link Samples}. */
    public static ModelArtifact artifact(Network network) {
        return MillraceServing.artifact(network, MillraceServing.weights(network));
    }

    /** An ONNX file for one input at a time. */
    public static byte[] onnx(Network network) {
        Weights weights = MillraceServing.weights(network);
        return network == Network.CNN ? OnnxNetworks.cnn(weights, 1) : OnnxNetworks.bilstm(weights, 1);
    }
}
