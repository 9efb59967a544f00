package dev.millrace.trainer.publish;

import dev.millrace.model.FitSettings;
import dev.millrace.model.Labels;
import dev.millrace.model.Optimizer;
import dev.millrace.model.Task;
import dev.millrace.model.artifact.Architecture;
import dev.millrace.model.artifact.Manifest;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.artifact.Provenance;
import dev.millrace.model.artifact.Sha256;
import dev.millrace.model.artifact.Tensor;
import dev.millrace.model.artifact.Weights;
import dev.millrace.model.image.ImageArchitecture;
import dev.millrace.trainer.training.Cause;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a publisher needs, of any size and without a fit. */
final class TestModels {

    private TestModels() {}

    /** A model whose artifact is a little larger than four bytes for each of the {@code floats}. */
    static NewModel model(int floats) {
        Manifest manifest = new Manifest(
                new Architecture.Convolutional(ImageArchitecture.standard()),
                Labels.of("a", "b"),
                new FitSettings(Optimizer.ADAM, 0.1, 1, 1, 0, 1),
                Map.of("accuracy", 0.5),
                new Provenance(List.of(), Sha256.of(new byte[0]), 7, 1, Instant.EPOCH, Optional.empty(), Map.of()));
        Tensor tensor = Tensor.of("values", List.of(floats), new float[floats]);
        return new NewModel(ModelArtifact.of(manifest, new Weights(List.of(tensor))), Instant.EPOCH, Optional.empty());
    }

    /** Of a run that says nothing about its model. */
    static RunReport report() {
        return new RunReport(
                Task.IMAGE,
                "a-run",
                Cause.COMMAND,
                Instant.EPOCH,
                Instant.EPOCH,
                List.of(),
                new RunReport.PartSizes(1, 1, 1),
                Optional.empty(),
                RunEnd.failed("only a test"),
                1);
    }
}
