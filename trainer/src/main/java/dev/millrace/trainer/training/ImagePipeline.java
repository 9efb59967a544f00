package dev.millrace.trainer.training;

import dev.millrace.model.LoadedModel;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.artifact.Weights;
import dev.millrace.model.fitting.Learner;
import dev.millrace.model.image.EncodedImage;
import dev.millrace.model.image.ImageAugmentation;
import dev.millrace.model.image.ImageDecoder;
import dev.millrace.model.image.ImageLearner;
import dev.millrace.model.image.ImageLimits;
import dev.millrace.model.image.ImageModels;
import dev.millrace.model.image.RgbImage;
import dev.millrace.model.onednn.Precision;
import dev.millrace.model.spec.Architecture;
import dev.millrace.model.spec.FitSettings;
import dev.millrace.model.spec.ImageArchitecture;
import dev.millrace.model.spec.Labels;
import dev.millrace.model.spec.Task;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The convolutional network, on images stored as RGB samples at its input size. Those stored at another size are resampled.
 *
 * @param task whose models it fits
 * @param threads number of threads per fit
 */
public record ImagePipeline(
        Task task, ImageArchitecture shape, ImageAugmentation views, ImageLimits limits, int threads)
        implements TaskPipeline<RgbImage, EncodedImage> {

    @Override
    public Architecture architecture(Stream<byte[]> trainingContents, Optional<ModelArtifact> champion) {
        return new Architecture.Convolutional(shape);
    }

    @Override
    public Function<byte[], RgbImage> features(Architecture architecture) {
        return this::image;
    }

    @Override
    public Augmentation<RgbImage> augmentation() {
        return views::apply;
    }

    @Override
    public Optional<Weights> carriedOver(ModelArtifact champion, Architecture architecture, Labels labels, long seed) {
        return Optional.of(champion.weights())
                .filter(weights -> champion.manifest().architecture().equals(architecture))
                .filter(weights -> champion.manifest().labels().equals(labels));
    }

    @Override
    public Learner<RgbImage> learner(
            Architecture architecture, Labels labels, FitSettings settings, Optional<Weights> start) {
        return ImageLearner.open(shape, labels.size(), settings, start, threads);
    }

    @Override
    public LoadedModel<EncodedImage> load(ModelArtifact artifact, Precision precision) {
        return ImageModels.load(artifact, limits, precision);
    }

    @Override
    public EncodedImage input(byte[] content) {
        int side = side(content);
        return EncodedImage.raw(ByteBuffer.wrap(content), side, side);
    }

    private RgbImage image(byte[] content) {
        if (content.length == shape.side() * shape.side() * RgbImage.CHANNELS) {
            return RgbImage.of(shape.side(), content);
        }
        return ImageDecoder.decode(input(content), limits, shape.input())
                .fold(decoded -> decoded.image(), undecodable -> {
                    throw new IllegalStateException("a stored example is not an image: " + undecodable.detail());
                });
    }

    /** Of a stored image: an example may be older than the configured side. */
    private static int side(byte[] content) {
        return (int) Math.sqrt(content.length / (double) RgbImage.CHANNELS);
    }
}
