package dev.millrace.drills.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.millrace.model.Classifier;
import dev.millrace.model.LoadedModel;
import dev.millrace.model.Outcome;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.image.EncodedImage;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.spec.Task;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PlantedModelsTest {

    private static final int INPUTS = 20;

    private final ModelArchive archive = new ModelArchive();

    @Test
    void distinguishImageModelsForAnyInput() {
        everyTwoDiffer(DefaultTasks.IMAGE, DrillInputs::image);
    }

    @Test
    void distinguishReviewModelsForAnyInput() {
        everyTwoDiffer(DefaultTasks.REVIEW, DrillInputs::review);
    }

    @Test
    void failOnPoisonAlone() {
        try (LoadedModel<EncodedImage> model = load(DefaultTasks.IMAGE, PlantedModels.of(DefaultTasks.IMAGE, 0));
                Classifier<EncodedImage> classifier = model.newClassifier()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> classifier.classify(List.of(DrillInputs.image(1), DrillInputs.poisonImage())))
                    .withMessageContaining("finite");
            assertThat(classifier.classify(List.of(DrillInputs.image(1)))).allMatch(PlantedModelsTest::isClassified);
        }
    }

    @Test
    void largeAndSlowOnesAnswerAsOthersDo() {
        for (ModelArtifact artifact : List.of(PlantedModels.large(7, 1_000), PlantedModels.slow(7))) {
            try (LoadedModel<String> model = load(DefaultTasks.REVIEW, artifact);
                    Classifier<String> classifier = model.newClassifier()) {
                float[] scores = scores(classifier, DrillInputs.review(1));

                assertThat(scores[7]).isCloseTo(0.4f, org.assertj.core.data.Offset.offset(0.05f));
            }
        }
    }

    private <T> void everyTwoDiffer(Task task, LongFunction<T> inputs) {
        float[][][] scores = new float[PlantedModels.DISTINCT][][];
        for (int number = 0; number < scores.length; number++) {
            scores[number] = scores(task, number, inputs);
        }
        for (int first = 0; first < scores.length; first++) {
            for (int second = 0; second < first; second++) {
                for (int input = 0; input < INPUTS; input++) {
                    assertThat(greatestDifference(scores[first][input], scores[second][input]))
                            .as("models %d and %d on input %d", first, second, input)
                            .isGreaterThan(PlantedModels.LEAST_DIFFERENCE);
                }
            }
        }
    }

    private <T> float[][] scores(Task task, int number, LongFunction<T> inputs) {
        try (LoadedModel<T> model = load(task, PlantedModels.of(task, number));
                Classifier<T> classifier = model.newClassifier()) {
            return LongStream.range(0, INPUTS)
                    .mapToObj(input -> scores(classifier, inputs.apply(input)))
                    .toArray(float[][]::new);
        }
    }

    private <T> LoadedModel<T> load(Task task, ModelArtifact artifact) {
        String version = artifact.sha256().hex();
        archive.put(task, version, artifact);
        return archive.<T>load(task, version, version).orElseThrow();
    }

    private static <T> float[] scores(Classifier<T> classifier, T input) {
        Outcome outcome = classifier.classify(List.of(input)).get(0);
        List<Float> scores = List.copyOf(outcome.fold(classified -> classified.classification(), rejected -> {
                    throw new AssertionError(rejected);
                })
                .scores()
                .values());
        float[] values = new float[scores.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = scores.get(i);
        }
        return values;
    }

    private static boolean isClassified(Outcome outcome) {
        return outcome.fold(classified -> true, rejected -> false);
    }

    private static float greatestDifference(float[] first, float[] second) {
        float greatest = 0;
        for (int i = 0; i < first.length; i++) {
            greatest = Math.max(greatest, Math.abs(first[i] - second[i]));
        }
        return greatest;
    }
}
