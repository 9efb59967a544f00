package dev.millrace.model.text;

import dev.millrace.model.artifact.Tensor;
import dev.millrace.model.artifact.Weights;
import dev.millrace.model.spec.TextArchitecture;
import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * The recurrent network in Deeplearning4j's own layers, the reference for all other implementations. Its input is ids
 * [text][token] of texts of one length: 1.0.0-M2.1's bidirectional layer runs padding through the biases of the backward
 * direction, masked or not, so a padded text would get another answer than the text alone.
 *
 * <p>Deeplearning4j keeps the gates in the order candidate, forget, output, input.
 */
final class TextNetwork {

    private static final int EMBEDDING = 0;
    private static final int LSTM = 1;
    private static final int OUTPUT = 3;

    /** Positions of our gates input, forget, candidate, output in Deeplearning4j. */
    private static final int[] PLACES = {3, 1, 0, 2};

    private TextNetwork() {}

    static MultiLayerConfiguration configuration(TextArchitecture shape, int vocabularySize, int labels) {
        return new NeuralNetConfiguration.Builder()
                .list()
                .layer(new EmbeddingSequenceLayer.Builder()
                        .nIn(vocabularySize)
                        .nOut(shape.embeddingSize())
                        .inferInputLength(true)
                        .activation(Activation.IDENTITY)
                        .build())
                .layer(new Bidirectional(
                        Bidirectional.Mode.CONCAT,
                        new org.deeplearning4j.nn.conf.layers.LSTM.Builder()
                                .nOut(shape.lstmUnits())
                                .activation(Activation.TANH)
                                .gateActivationFunction(Activation.SIGMOID)
                                .build()))
                .layer(new GlobalPoolingLayer.Builder(PoolingType.AVG).build())
                .layer(output(labels))
                .setInputType(InputType.recurrent(vocabularySize))
                .build();
    }

    private static OutputLayer output(int labels) {
        boolean binary = labels == 2;
        return new OutputLayer.Builder(binary ? LossFunction.XENT : LossFunction.MCXENT)
                .nOut(TextWeights.outputs(labels))
                .activation(binary ? Activation.SIGMOID : Activation.SOFTMAX)
                .build();
    }

    static MultiLayerNetwork create(TextArchitecture shape, int vocabularySize, int labels, Weights weights) {
        MultiLayerNetwork network = new MultiLayerNetwork(configuration(shape, vocabularySize, labels));
        network.init();
        set(network, EMBEDDING, "W", matrix(weights.tensor("embedding.weight")));
        for (String direction : new String[] {"forward", "backward"}) {
            String prefix = direction.substring(0, 1);
            set(network, LSTM, prefix + "W", gatesOut(weights.tensor("lstm." + direction + ".input")));
            set(network, LSTM, prefix + "RW", gatesOut(weights.tensor("lstm." + direction + ".recurrent")));
            set(network, LSTM, prefix + "b", gatesOut(weights.tensor("lstm." + direction + ".bias")));
        }
        set(network, OUTPUT, "W", matrix(weights.tensor("output.weight")).transpose());
        set(network, OUTPUT, "b", matrix(weights.tensor("output.bias")));
        return network;
    }

    private static void set(MultiLayerNetwork network, int layer, String name, INDArray values) {
        network.getLayer(layer).getParam(name).assign(values);
    }

    private static INDArray matrix(Tensor tensor) {
        int columns = tensor.shape().get(tensor.shape().size() - 1);
        return Nd4j.createFromArray(tensor.values()).reshape(tensor.values().length / columns, columns);
    }

    private static INDArray gatesOut(Tensor tensor) {
        return permuted(matrix(tensor), true);
    }

    /** @param out from our order of gates to Deeplearning4j's; otherwise the reverse */
    private static INDArray permuted(INDArray flatOrNot, boolean out) {
        long columns = flatOrNot.size(-1);
        INDArray gates = flatOrNot.reshape(flatOrNot.length() / columns, columns);
        int units = (int) columns / 4;
        INDArray result = Nd4j.create(gates.rows(), gates.columns());
        for (int ours = 0; ours < 4; ours++) {
            int from = out ? ours : PLACES[ours];
            int to = out ? PLACES[ours] : ours;
            for (int unit = 0; unit < units; unit++) {
                result.putColumn(to * units + unit, gates.getColumn(from * units + unit));
            }
        }
        return result;
    }

    /** A copy of the weights, in the order and shapes of the artifact. */
    static Weights weights(MultiLayerNetwork network, TextArchitecture shape, int vocabularySize, int labels) {
        return TextWeights.of(
                values((layer, name) -> network.getLayer(layer).getParam(name)), shape, vocabularySize, labels);
    }

    /** A network's parameter, or anything with the same layout. */
    interface Parameters {
        INDArray of(int layer, String name);
    }

    /** Values in the order and layout of {@link TextWeights}. */
    static float[][] values(Parameters parameters) {
        List<INDArray> arrays = List.of(
                parameters.of(EMBEDDING, "W"),
                permuted(parameters.of(LSTM, "fW"), false),
                permuted(parameters.of(LSTM, "fRW"), false),
                permuted(parameters.of(LSTM, "fb"), false),
                permuted(parameters.of(LSTM, "bW"), false),
                permuted(parameters.of(LSTM, "bRW"), false),
                permuted(parameters.of(LSTM, "bb"), false),
                parameters.of(OUTPUT, "W").transpose(),
                parameters.of(OUTPUT, "b"));
        return arrays.stream().map(array -> array.dup('c').data().asFloat()).toArray(float[][]::new);
    }
}
