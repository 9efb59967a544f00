package dev.millrace.drills.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.drills.model.DrillInputs;
import dev.millrace.drills.model.ModelArchive;
import dev.millrace.drills.model.PlantedModels;
import dev.millrace.model.Classifier;
import dev.millrace.model.LoadedModel;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.spec.Task;
import dev.millrace.schemas.RecordCoordinates;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PredictionVerifierTest {

    private static final float TOLERANCE = 1e-4f;

    private final ModelArchive archive = new ModelArchive();
    private final ModelArtifact first = PlantedModels.of(DefaultTasks.REVIEW, 0);
    private final ModelArtifact second = PlantedModels.of(DefaultTasks.REVIEW, 1);

    @BeforeEach
    void keepBoth() {
        archive.put(DefaultTasks.REVIEW, "one", first);
        archive.put(DefaultTasks.REVIEW, "two", second);
    }

    @Test
    void confirmsWhatTheNamedModelGives() {
        assertThat(refuted(prediction("one", first, DefaultTasks.REVIEW))).isZero();
    }

    @Test
    void refutesAnotherModelsScores() {
        assertThat(refuted(prediction("two", first, DefaultTasks.REVIEW))).isEqualTo(1);
    }

    @Test
    void refutesAnUnknownVersionAnotherDigestAndAnotherTask() {
        assertThat(refuted(prediction("three", first, DefaultTasks.REVIEW))).isEqualTo(1);
        assertThat(refuted(new PredictionRecord(
                        input(), new Stamp("review", "one", second.sha256().hex()), scores("one", first))))
                .isEqualTo(1);
        assertThat(refuted(prediction("one", first, DefaultTasks.IMAGE))).isEqualTo(1);
    }

    private long refuted(PredictionRecord prediction) {
        try (PredictionVerifier<String> verifier = new PredictionVerifier<>(archive, DefaultTasks.REVIEW, TOLERANCE)) {
            verifier.add(prediction, DrillInputs.review(1));
            return verifier.refuted();
        }
    }

    /** A prediction by the version, with the scores of {@code artifact}. */
    private PredictionRecord prediction(String version, ModelArtifact artifact, Task task) {
        String digest =
                version.equals("two") ? second.sha256().hex() : first.sha256().hex();
        return new PredictionRecord(input(), new Stamp(task.id(), version, digest), scores("one", artifact));
    }

    private Scores scores(String version, ModelArtifact artifact) {
        try (LoadedModel<String> model = archive.<String>load(
                                DefaultTasks.REVIEW, version, artifact.sha256().hex())
                        .orElseThrow();
                Classifier<String> classifier = model.newClassifier()) {
            return classifier
                    .classify(List.of(DrillInputs.review(1)))
                    .get(0)
                    .fold(classified -> Scores.of(classified.classification().scores()), rejected -> {
                        throw new AssertionError(rejected);
                    });
        }
    }

    private static RecordCoordinates input() {
        return new RecordCoordinates("reviews", 0, 0);
    }
}
