package dev.millrace.model.image;

import dev.millrace.model.artifact.ArtifactException;
import dev.millrace.model.artifact.Tensor;
import dev.millrace.model.artifact.Weights;
import dev.millrace.model.spec.FitSettings;
import dev.millrace.model.spec.ImageArchitecture;
import java.util.List;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The convolutional network in Deeplearning4j's own layers, and its weights by name. */
final class ImageNetwork {

    /** The layers with weights, in order: position in the network, name of their tensors, whether dense. */
    private enum Weighted {
        CONVOLUTION1(0, "convolution1"),
        CONVOLUTION2(2, "convolution2"),
        DENSE(4, "dense"),
        OUTPUT(5, "output");

        private final int layer;
        private final String tensor;

        Weighted(int layer, String tensor) {
            this.layer = layer;
            this.tensor = tensor;
        }

        boolean isDense() {
            return this == DENSE || this == OUTPUT;
        }
    }

    private ImageNetwork() {}

    static MultiLayerConfiguration configuration(ImageArchitecture shape, int labels, FitSettings settings) {
        return new NeuralNetConfiguration.Builder()
                .seed(settings.seed())
                .updater(updater(settings))
                .weightInit(WeightInit.XAVIER_UNIFORM)
                .activation(Activation.RELU)
                .list()
                .layer(convolution(shape.firstFilters()))
                .layer(pooling())
                .layer(convolution(shape.secondFilters()))
                .layer(pooling())
                .layer(new DenseLayer.Builder().nOut(shape.denseUnits()).build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(labels)
                        .activation(Activation.SOFTMAX)
                        .dropOut(new Dropout(1 - settings.dropout()))
                        .build())
                .setInputType(InputType.convolutional(shape.side(), shape.side(), RgbImage.CHANNELS))
                .build();
    }

    static MultiLayerNetwork create(ImageArchitecture shape, int labels, FitSettings settings) {
        MultiLayerNetwork network = new MultiLayerNetwork(configuration(shape, labels, settings));
        network.init();
        return network;
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

    private static IUpdater updater(FitSettings settings) {
        return switch (settings.optimizer()) {
            case SGD -> new Sgd(settings.learningRate());
            case ADAM -> new Adam(settings.learningRate());
            case ADAGRAD -> new AdaGrad(settings.learningRate());
            case RMSPROP -> new RmsProp(settings.learningRate());
        };
    }

    /** A copy of the weights, in the order and shapes of the artifact. */
    static Weights weights(MultiLayerNetwork network) {
        java.util.ArrayList<Tensor> tensors = new java.util.ArrayList<>();
        for (Weighted weighted : Weighted.values()) {
            INDArray matrix = network.getLayer(weighted.layer).getParam("W");
            INDArray stored = weighted.isDense() ? matrix.transpose() : matrix;
            List<Integer> extents = java.util.Arrays.stream(stored.shape())
                    .mapToObj(Math::toIntExact)
                    .toList();
            tensors.add(Tensor.of(weighted.tensor + ".weight", extents, values(stored)));
            INDArray bias = network.getLayer(weighted.layer).getParam("b");
            tensors.add(Tensor.of(weighted.tensor + ".bias", List.of((int) bias.length()), values(bias)));
        }
        return new Weights(tensors);
    }

    private static float[] values(INDArray array) {
        return array.dup('c').data().asFloat();
    }

    /** @throws ArtifactException when names, order or shapes do not fit this network, or a value is not finite */
    static void restore(MultiLayerNetwork network, Weights weights) {
        require(weights, weights(network));
        for (Weighted weighted : Weighted.values()) {
            Tensor stored = weights.tensor(weighted.tensor + ".weight");
            long[] extents =
                    stored.shape().stream().mapToLong(Integer::longValue).toArray();
            INDArray matrix = Nd4j.create(stored.values(), extents, 'c');
            network.getLayer(weighted.layer).getParam("W").assign(weighted.isDense() ? matrix.transpose() : matrix);
            float[] bias = weights.tensor(weighted.tensor + ".bias").values();
            network.getLayer(weighted.layer).getParam("b").assign(Nd4j.create(bias, new long[] {1, bias.length}, 'c'));
        }
    }

    private static void require(Weights found, Weights required) {
        List<String> shapes =
                required.tensors().stream().map(ImageNetwork::shape).toList();
        List<String> came = found.tensors().stream().map(ImageNetwork::shape).toList();
        if (!came.equals(shapes)) {
            throw new ArtifactException("required tensors " + shapes + ", got " + came);
        }
        if (!found.isFinite()) {
            throw new ArtifactException("the weights hold values that are not finite");
        }
    }

    private static String shape(Tensor tensor) {
        return tensor.name() + tensor.shape();
    }

    /** Samples in 0 to 1, [image][channel][row][column]. */
    static INDArray input(List<RgbImage> images, int side) {
        int pixels = side * side;
        float[] values = new float[images.size() * RgbImage.CHANNELS * pixels];
        int at = 0;
        for (RgbImage image : images) {
            if (image.side() != side) {
                throw new IllegalArgumentException("required images of side " + side + ", got " + image.side());
            }
            byte[] samples = image.samples();
            for (int channel = 0; channel < RgbImage.CHANNELS; channel++) {
                for (int pixel = 0; pixel < pixels; pixel++) {
                    values[at++] = (samples[pixel * RgbImage.CHANNELS + channel] & 0xff) / 255f;
                }
            }
        }
        return Nd4j.create(values, new long[] {images.size(), RgbImage.CHANNELS, side, side}, 'c');
    }

    static float[][] output(MultiLayerNetwork network, List<RgbImage> images, int side) {
        if (images.isEmpty()) {
            return new float[0][];
        }
        return network.output(input(images, side), false).toFloatMatrix();
    }
}
