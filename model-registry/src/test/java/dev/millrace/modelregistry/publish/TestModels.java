package dev.millrace.modelregistry.publish;

import dev.millrace.model.artifact.Manifest;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.artifact.Provenance;
import dev.millrace.model.artifact.Sha256;
import dev.millrace.model.artifact.Tensor;
import dev.millrace.model.artifact.Weights;
import dev.millrace.model.spec.Architecture;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.spec.FitSettings;
import dev.millrace.model.spec.ImageArchitecture;
import dev.millrace.model.spec.Labels;
import dev.millrace.model.spec.Optimizer;
import dev.millrace.records.TrainingRun;
import dev.millrace.records.Trigger;
import dev.millrace.records.Verdict;
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
        return new NewModel(
                DefaultTasks.IMAGE,
                ModelArtifact.of(manifest, new Weights(List.of(tensor))),
                Instant.EPOCH,
                Optional.empty());
    }

    /** The record of a run that published that version. */
    static TrainingRun run(String version) {
        return TrainingRun.newBuilder()
                .setTask(DefaultTasks.IMAGE.id())
                .setRun("a-run")
                .setTrigger(Trigger.COMMAND)
                .setStartedAt(0)
                .setEndedAt(0)
                .setData(List.of())
                .setTrainingExamples(1)
                .setValidationExamples(1)
                .setGateExamples(1)
                .setEpochs(List.of())
                .setBestEpoch(-1)
                .setVerdict(Verdict.PUBLISHED)
                .setReason("only a test")
                .setVersion(version)
                .setSeed(1)
                .build();
    }
}
