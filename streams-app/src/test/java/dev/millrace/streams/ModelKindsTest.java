package dev.millrace.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.fixtures.Artifacts;
import dev.millrace.model.LoadedModel;
import dev.millrace.model.artifact.Bfloat16Agreement;
import dev.millrace.model.artifact.Manifest;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.onednn.Precision;
import dev.millrace.model.spec.DefaultTasks;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelKindsTest {

    private static final Bfloat16Agreement ALIKE = new Bfloat16Agreement(0.999, 0.0004);
    private static final Bfloat16Agreement UNLIKE = new Bfloat16Agreement(0.99, 0.0004);

    private final ModelKinds kinds = ModelKinds.of(StreamsAppConfig.from(Map.of()), Precision.BFLOAT16);

    @Test
    void bfloat16ServesModelsThatGiveTheSameAnswers() {
        assumeTrue(Precision.BFLOAT16.isAvailable(), "this processor has no bfloat16 instructions");

        assertThat(precision(Artifacts.review(1), ALIKE.metrics())).isEqualTo("bfloat16");
    }

    @Test
    void float32ServesModelsThatAnswerDifferentlyInBfloat16() {
        assertThat(precision(Artifacts.review(1), UNLIKE.metrics())).isEqualTo("float32");
    }

    @Test
    void float32ServesModelsThatWereNotCompared() {
        assertThat(precision(Artifacts.review(1), Map.of())).isEqualTo("float32");
    }

    private String precision(ModelArtifact artifact, Map<String, Double> metrics) {
        Manifest manifest = artifact.manifest();
        ModelArtifact compared = ModelArtifact.of(
                new Manifest(
                        manifest.architecture(),
                        manifest.labels(),
                        manifest.fitSettings(),
                        metrics,
                        manifest.provenance()),
                artifact.weights());
        try (LoadedModel<String> model =
                kinds.texts(DefaultTasks.REVIEW).loader().load(compared)) {
            return model.precision().text();
        }
    }
}
