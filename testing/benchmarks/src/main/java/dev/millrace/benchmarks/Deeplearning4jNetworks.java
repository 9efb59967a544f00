package dev.millrace.benchmarks;

import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.nativeblas.NativeOpsHolder;

/** The standard networks in Deeplearning4j's own layers, with its defaults. */
final class Deeplearning4jNetworks {

    private static final int UNITS = 64;
    private static final double RATE = 0.001;

    private Deeplearning4jNetworks() {}

    static Subject open(Network network, Work work, int batch, int threads) {
        Samples samples = new Samples();
        int labels = network == Network.CNN ? Samples.IMAGE_LABELS.size() : 1;
        MultiLayerNetwork made = new MultiLayerNetwork(network == Network.CNN ? convolutional() : recurrent());
        made.init();
        NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(threads);
        INDArray features = network == Network.CNN
                ? Nd4j.rand(DataType.FLOAT, batch, 3, Samples.SIDE, Samples.SIDE)
                : ids(samples, batch);
        return work == Work.INFERENCE
                ? inference(made, features)
                : training(made, features, truths(samples, batch, labels));
    }

    private static Subject inference(MultiLayerNetwork network, INDArray features) {
        return () -> network.output(features).getFloat(0);
    }

    private static Subject training(MultiLayerNetwork network, INDArray features, INDArray truths) {
        DataSet batch = new DataSet(features, truths);
        return () -> {
            network.fit(batch);
            return (float) network.score();
        };
    }

    private static INDArray ids(Samples samples, int batch) {
        INDArray ids = Nd4j.create(batch, Samples.TOKENS);
        int row = 0;
        for (int[] text : samples.tokens(batch)) {
            for (int token = 0; token < text.length; token++) {
                ids.putScalar(row, token, text[token]);
            }
            row++;
        }
        return ids;
    }

    private static INDArray truths(Samples samples, int batch, int outputs) {
        INDArray truths = Nd4j.zeros(batch, outputs);
        int[] classes = samples.truths(batch, Math.max(2, outputs));
        for (int row = 0; row < batch; row++) {
            if (outputs == 1) {
                truths.putScalar(row, 0, classes[row]);
            } else {
                truths.putScalar(row, classes[row], 1);
            }
        }
        return truths;
    }

    private static MultiLayerConfiguration convolutional() {
        return new NeuralNetConfiguration.Builder()
                .updater(new Adam(RATE))
                .activation(Activation.RELU)
                .list()
                .layer(convolution(32))
                .layer(pooling())
                .layer(convolution(64))
                .layer(pooling())
                .layer(new DenseLayer.Builder().nOut(128).build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(Samples.IMAGE_LABELS.size())
                        .activation(Activation.SOFTMAX)
                        .dropOut(0.5)
                        .build())
                .setInputType(InputType.convolutional(Samples.SIDE, Samples.SIDE, 3))
                .build();
    }

    private static ConvolutionLayer convolution(int filters) {
        return new ConvolutionLayer.Builder(3, 3)
                .convolutionMode(ConvolutionMode.Same)
                .nOut(filters)
                .build();
    }

    private static SubsamplingLayer pooling() {
        return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
                .kernelSize(2, 2)
                .stride(2, 2)
                .build();
    }

    private static MultiLayerConfiguration recurrent() {
        return new NeuralNetConfiguration.Builder()
                .updater(new Adam(RATE))
                .list()
                .layer(new EmbeddingSequenceLayer.Builder()
                        .nIn(Samples.WORDS)
                        .nOut(UNITS)
                        .activation(Activation.IDENTITY)
                        .build())
                .layer(new Bidirectional(
                        Bidirectional.Mode.CONCAT,
                        new LSTM.Builder()
                                .nOut(UNITS)
                                .activation(Activation.TANH)
                                .build()))
                .layer(new GlobalPoolingLayer.Builder(PoolingType.AVG).build())
                .layer(new OutputLayer.Builder(LossFunction.XENT)
                        .nOut(1)
                        .activation(Activation.SIGMOID)
                        .build())
                .setInputType(InputType.recurrent(Samples.WORDS))
                .build();
    }
}
