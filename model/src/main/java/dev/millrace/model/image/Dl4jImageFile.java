package dev.millrace.model.image;

import dev.millrace.model.artifact.ArtifactException;
import dev.millrace.model.artifact.Manifest;
import dev.millrace.model.artifact.ModelArtifact;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;

/** The convolutional network as Deeplearning4j's own file, in its own layers. */
public final class Dl4jImageFile {

    private Dl4jImageFile() {}

    /**
     * The file. Its network takes samples divided by 255, [image][channel][row][column].
     *
     * @throws ArtifactException when the artifact is not a complete and finite image model
     */
    public static byte[] of(ModelArtifact artifact) {
        Manifest manifest = artifact.manifest();
        MultiLayerNetwork network = ImageNetwork.create(
                manifest.architecture().fold(images -> images.shape(), texts -> {
                    throw new ArtifactException("required an image model, got a text model");
                }),
                manifest.labels().size(),
                manifest.fitSettings());
        try {
            ImageNetwork.restore(network, artifact.weights());
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            ModelSerializer.writeModel(network, file, false);
            return file.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("Deeplearning4j can't write the network to memory", e);
        } finally {
            network.close();
        }
    }
}
