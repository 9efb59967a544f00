package dev.millrace.streams.classification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.fixtures.Artifacts;
import dev.millrace.model.artifact.Manifest;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.spec.Labels;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LargestPredictionTest {

    private static final int KAFKAS_DEFAULT = 1 << 20;

    @Test
    void aThousandOfTheLongestLabelsFitIntoKafkasDefault() {
        assertThat(problem(model(1_000, "😀".repeat(196)), KAFKAS_DEFAULT, false))
                .isEmpty();
        assertThat(problem(model(1_000, "猫".repeat(196)), KAFKAS_DEFAULT, true)).isEmpty();
    }

    @Test
    void saysHowLargePredictionsOfTooManyLabelsWouldBe() {
        assertThat(problem(model(2_000, "猫".repeat(196)), KAFKAS_DEFAULT, false))
                .hasValueSatisfying(problem -> assertThat(problem)
                        .startsWith(
                                "required predictions of at most 1048576 bytes, as the topic accepts, its 2000 labels"
                                        + " make predictions of up to 11"));
    }

    @Test
    void countsJsonIfItIsWritten() {
        ModelArtifact model = model(1_000, "\"".repeat(100));

        assertThat(problem(model, 150_000, false)).isEmpty();
        assertThat(problem(model, 150_000, true)).isPresent();
    }

    private static Optional<String> problem(ModelArtifact model, int maxBytes, boolean hasJson) {
        return new LargestPrediction(DefaultTasks.REVIEW, "reviews", hasJson, maxBytes)
                .problem("000001-aaaaaaaa", model);
    }

    /** @param prefix of each label, followed by four digits */
    private static ModelArtifact model(int count, String prefix) {
        ModelArtifact any = Artifacts.tiny(1);
        Manifest manifest = any.manifest();
        List<String> labels = IntStream.range(0, count)
                .mapToObj(i -> prefix + String.format("%04d", i))
                .toList();
        return ModelArtifact.of(
                new Manifest(
                        manifest.architecture(),
                        new Labels(labels),
                        manifest.fitSettings(),
                        manifest.metrics(),
                        manifest.provenance()),
                any.weights());
    }
}
