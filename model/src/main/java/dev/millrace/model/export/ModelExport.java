package dev.millrace.model.export;

import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.image.Dl4jImageFile;
import dev.millrace.model.image.ImageLimits;
import dev.millrace.model.image.ImageModels;
import dev.millrace.model.text.Dl4jTextFile;
import dev.millrace.model.text.TextLimits;
import dev.millrace.model.text.TextModels;

/**
 * A model in another format. Whatever the format, the network's output has a probability for each label, in the manifest's
 * order.
 */
public final class ModelExport {

    /** Name of the output. */
    static final String OUTPUT = "probabilities";

    private ModelExport() {}

    /**
     * The content of the file.
     *
     * @throws dev.millrace.model.artifact.ArtifactException when the artifact is not a complete and finite model
     */
    public static byte[] file(ModelArtifact artifact, ExportFormat format) {
        requireComplete(artifact);
        return switch (format) {
            case MILLRACE -> artifact.toBytes();
            case DL4J ->
                artifact.manifest()
                        .architecture()
                        .fold(images -> Dl4jImageFile.of(artifact), texts -> Dl4jTextFile.of(artifact));
            case ONNX ->
                artifact.manifest()
                        .architecture()
                        .fold(
                                images -> OnnxImageFile.of(artifact, images.shape()),
                                texts -> OnnxTextFile.of(artifact, texts.shape()));
        };
    }

    /**
     * What a caller of the exported network has to do with an image or a text first, and what the outputs mean, as JSON.
     *
     * @throws IllegalArgumentException for {@link ExportFormat#MILLRACE}, which needs none
     */
    public static byte[] preprocessing(ModelArtifact artifact, ExportFormat format) {
        return PreprocessingJson.of(artifact, format);
    }

    private static void requireComplete(ModelArtifact artifact) {
        artifact.manifest()
                .architecture()
                .fold(
                        images -> ImageModels.load(artifact, ImageLimits.standard()),
                        texts -> TextModels.load(artifact, TextLimits.standard()))
                .close();
    }
}
