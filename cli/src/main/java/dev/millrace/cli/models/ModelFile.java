package dev.millrace.cli.models;

import dev.millrace.cli.connection.CommandException;
import dev.millrace.model.LoadedModel;
import dev.millrace.model.artifact.ArtifactException;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.image.ImageLimits;
import dev.millrace.model.image.ImageModels;
import dev.millrace.model.text.TextLimits;
import dev.millrace.model.text.TextModels;
import dev.millrace.modelregistry.ModelLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads model files as {@code fit} and {@code models export} write them. */
public final class ModelFile {

    private ModelFile() {}

    /**
     * Reads a file and checks that its network can be loaded.
     *
     * @throws CommandException naming the file and what is wrong with it
     */
    public static ModelArtifact read(Path file) {
        try {
            long size = Files.size(file);
            if (size > ModelLog.MAX_ARTIFACT_BYTES) {
                throw new ArtifactException("required at most " + ModelLog.MAX_ARTIFACT_BYTES + " bytes, got " + size);
            }
            return checked(ModelArtifact.parse(Files.readAllBytes(file)));
        } catch (ArtifactException e) {
            throw new CommandException("'" + file + "' is no model: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new CommandException("'" + file + "' can't be read: " + e, e);
        }
    }

    private static ModelArtifact checked(ModelArtifact artifact) {
        try (LoadedModel<?> model = artifact.manifest()
                .architecture()
                .fold(
                        images -> ImageModels.load(artifact, ImageLimits.standard()),
                        texts -> TextModels.load(artifact, TextLimits.standard()))) {
            return model.artifact();
        }
    }
}
