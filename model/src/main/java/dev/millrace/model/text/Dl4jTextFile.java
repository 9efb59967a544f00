package dev.millrace.model.text;

import dev.millrace.model.artifact.ArtifactException;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.artifact.Tensor;
import dev.millrace.model.artifact.Weights;
import dev.millrace.model.spec.Architecture;
import dev.millrace.model.spec.TextArchitecture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * The recurrent network as Deeplearning4j's own file, in its own layers.
 *
 * <p>Version 1.0.0-M2.1's bidirectional layer runs padding through the biases of the backward direction, masked or not. So
 * only a batch of texts of one length gets our answers.
 */
public final class Dl4jTextFile {

    private static final int EMBEDDING_LAYER = 0;
    private static final int LSTM_LAYER = 1;
    private static final int OUTPUT_LAYER = 3;

    /** Positions of Deeplearning4j's gates (candidate, forget, output, input) among ours. */
    private static final int[] GATES = {2, 1, 3, 0};

    private Dl4jTextFile() {}

    /**
     * The file. Its network takes word ids, [text][token], without padding.
     *
     * @throws ArtifactException when the artifact is not a text model
     */
    public static byte[] of(ModelArtifact artifact) {
        Architecture.Recurrent architecture = artifact.manifest()
                .architecture()
                .fold(
                        images -> {
                            throw new ArtifactException("required a text model, got an image model");
                        },
                        texts -> texts);
        LabelProbabilities labels = LabelProbabilities.of(artifact);
        int words = architecture.vocabulary().size();
        MultiLayerNetwork network = new MultiLayerNetwork(configuration(architecture.shape(), words, labels.count()));
        try {
            network.init();
            restore(network, artifact.weights(), labels);
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            ModelSerializer.writeModel(network, file, false);
            return file.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("Deeplearning4j can't write the network to memory", e);
        } finally {
            network.close();
        }
    }

    private static MultiLayerConfiguration configuration(TextArchitecture shape, int words, int labels) {
        return new NeuralNetConfiguration.Builder()
                .list()
                .layer(new EmbeddingSequenceLayer.Builder()
                        .nIn(words)
                        .nOut(shape.embeddingSize())
                        .inferInputLength(true)
                        .activation(Activation.IDENTITY)
                        .build())
                .layer(new Bidirectional(
                        Bidirectional.Mode.CONCAT,
                        new LSTM.Builder()
                                .nOut(shape.lstmUnits())
                                .activation(Activation.TANH)
                                .gateActivationFunction(Activation.SIGMOID)
                                .build()))
                .layer(new GlobalPoolingLayer.Builder(PoolingType.AVG).build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(labels)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.recurrent(words))
                .build();
    }

    private static void restore(MultiLayerNetwork network, Weights weights, LabelProbabilities labels) {
        set(network, EMBEDDING_LAYER, "W", weights.tensor("embedding.weight").values());
        for (String direction : new String[] {"forward", "backward"}) {
            String prefix = direction.substring(0, 1);
            set(network, LSTM_LAYER, prefix + "W", reordered(weights.tensor("lstm." + direction + ".input")));
            set(network, LSTM_LAYER, prefix + "RW", reordered(weights.tensor("lstm." + direction + ".recurrent")));
            set(network, LSTM_LAYER, prefix + "b", reordered(weights.tensor("lstm." + direction + ".bias")));
        }
        float[] byLabel = labels.weight();
        INDArray matrix = Nd4j.create(byLabel, new long[] {labels.count(), byLabel.length / labels.count()}, 'c');
        network.getLayer(OUTPUT_LAYER).getParam("W").assign(matrix.transpose());
        set(network, OUTPUT_LAYER, "b", labels.bias());
    }

    private static void set(MultiLayerNetwork network, int layer, String name, float[] values) {
        INDArray parameter = network.getLayer(layer).getParam(name);
        parameter.assign(Nd4j.create(values, parameter.shape(), 'c'));
    }

    /** Rows of four gates each, with the gates in Deeplearning4j's order. */
    private static float[] reordered(Tensor tensor) {
        int columns = tensor.shape().get(tensor.shape().size() - 1);
        int units = columns / GATES.length;
        float[] values = tensor.values();
        float[] reordered = new float[values.length];
        for (int row = 0; row < values.length; row += columns) {
            for (int gate = 0; gate < GATES.length; gate++) {
                System.arraycopy(values, row + GATES[gate] * units, reordered, row + gate * units, units);
            }
        }
        return reordered;
    }
}
