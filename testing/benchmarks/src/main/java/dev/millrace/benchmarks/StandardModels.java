package dev.millrace.benchmarks;

import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.artifact.Weights;

/** The standard networks with the weights that training starts from, the same in each process, as each engine loads them. */
public final class StandardModels {

    private StandardModels() {}

    /** As Millrace publishes it; its labels are those of {@link Samples}. */
    public static ModelArtifact artifact(Network network) {
        return MillraceServing.artifact(network, MillraceServing.weights(network));
    }

    /** As a file of ONNX, for one input at a time. */
    public static byte[] onnx(Network network) {
        Weights weights = MillraceServing.weights(network);
        return network == Network.CNN ? OnnxNetworks.cnn(weights, 1) : OnnxNetworks.bilstm(weights, 1);
    }
}
