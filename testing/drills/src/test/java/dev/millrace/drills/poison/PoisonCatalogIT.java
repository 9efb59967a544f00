package dev.millrace.drills.poison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.fixtures.Artifacts;
import dev.millrace.fixtures.Installation;
import dev.millrace.model.Classifier;
import dev.millrace.model.LoadedModel;
import dev.millrace.model.Outcome;
import dev.millrace.model.image.EncodedImage;
import dev.millrace.model.image.ImageLimits;
import dev.millrace.model.image.ImageModels;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.spec.ImageArchitecture;
import dev.millrace.model.spec.Task;
import dev.millrace.model.text.TextLimits;
import dev.millrace.model.text.TextModels;
import dev.millrace.schemas.deadletter.DeadLetterReason;
import dev.millrace.schemas.deadletter.RecordReader;
import dev.millrace.service.input.InputReaders;
import dev.millrace.service.input.TaskInput;
import dev.millrace.streams.deadletter.RejectionReason;
import dev.millrace.testing.TestRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each input of the catalogue, read and classified without a broker. */
class PoisonCatalogIT {

    private static final ImageArchitecture SMALL = new ImageArchitecture(8, 4, 4, 8);

    private final Installation installation = new Installation();
    private final PoisonCatalog catalog =
            PoisonCatalog.of(installation.topics(), TestRegistry.shared().url());
    private final RecordReader<EncodedImage> images =
            InputReaders.ownImages(installation.topics().images()).map(TaskInput::content);
    private final RecordReader<String> reviews =
            InputReaders.ownTexts(installation.topics().reviews()).map(TaskInput::content);

    @AfterEach
    void close() {
        installation.close();
    }

    @Test
    void holdsManyKindsOfBothTasks() {
        assertThat(catalog.inputs()).extracting(PoisonInput::name).doesNotHaveDuplicates();
        for (Task task : DefaultTasks.ALL) {
            assertThat(catalog.of(task))
                    .filteredOn(input -> input.expected().isPresent())
                    .hasSizeGreaterThan(30);
            assertThat(catalog.of(task))
                    .filteredOn(input -> input.expected().isEmpty())
                    .hasSizeGreaterThan(15);
        }
    }

    @Test
    void isTheSameEveryTime() {
        PoisonCatalog again =
                PoisonCatalog.of(installation.topics(), TestRegistry.shared().url());

        for (int i = 0; i < catalog.inputs().size(); i++) {
            assertThat(again.inputs().get(i).value())
                    .isEqualTo(catalog.inputs().get(i).value());
        }
    }

    @Test
    void endsAsExpectedWhenEachImageComesAlone() {
        try (LoadedModel<EncodedImage> model = ImageModels.load(Artifacts.image(SMALL, 1), ImageLimits.standard())) {
            assertEachEndsAsExpected(DefaultTasks.IMAGE, images, model, 1);
        }
    }

    @Test
    void endsAsExpectedWhenEachReviewComesAlone() {
        try (LoadedModel<String> model = TextModels.load(Artifacts.review(3), TextLimits.standard())) {
            assertEachEndsAsExpected(DefaultTasks.REVIEW, reviews, model, 1);
        }
    }

    @Test
    void endsAsExpectedWhenAllComeInOneBatch() {
        try (LoadedModel<EncodedImage> image = ImageModels.load(Artifacts.image(SMALL, 1), ImageLimits.standard());
                LoadedModel<String> review = TextModels.load(Artifacts.review(3), TextLimits.standard())) {
            assertEachEndsAsExpected(DefaultTasks.IMAGE, images, image, Integer.MAX_VALUE);
            assertEachEndsAsExpected(DefaultTasks.REVIEW, reviews, review, Integer.MAX_VALUE);
        }
    }

    private <T> void assertEachEndsAsExpected(Task task, RecordReader<T> reader, LoadedModel<T> model, int batchSize) {
        Map<String, String> expected = new LinkedHashMap<>();
        Map<String, String> actual = new LinkedHashMap<>();
        List<String> names = new ArrayList<>();
        List<T> readable = new ArrayList<>();
        for (PoisonInput input : catalog.of(task)) {
            expected.put(input.name(), text(input.expected().filter(reason -> !isOfTheOutput(reason))));
            reader.read(input.value())
                    .fold(
                            understood -> names.add(input.name()) && readable.add(understood.value()),
                            unreadable -> actual.put(
                                            input.name(),
                                            unreadable.why().reason().name())
                                    == null,
                            unavailable -> {
                                throw unavailable.cause();
                            });
        }
        List<Outcome> outcomes = classify(model, readable, batchSize);
        for (int i = 0; i < names.size(); i++) {
            actual.put(names.get(i), text(outcomes.get(i)));
        }
        assertThat(actual).containsExactlyInAnyOrderEntriesOf(expected);
    }

    private static <T> List<Outcome> classify(LoadedModel<T> model, List<T> inputs, int batchSize) {
        List<Outcome> outcomes = new ArrayList<>();
        try (Classifier<T> classifier = model.newClassifier()) {
            for (int from = 0; from < inputs.size(); from += Math.min(batchSize, inputs.size())) {
                outcomes.addAll(classifier.classify(inputs.subList(
                        from, Math.min(inputs.size(), from + Math.min(batchSize, inputs.size())))));
            }
        }
        return outcomes;
    }

    private static boolean isOfTheOutput(DeadLetterReason reason) {
        return reason == DeadLetterReason.PREDICTION_TOO_LARGE;
    }

    private static String text(Outcome outcome) {
        return outcome.fold(
                classified -> text(Optional.empty()),
                rejected -> RejectionReason.of(rejected.reason()).name());
    }

    private static String text(Optional<DeadLetterReason> reason) {
        return reason.map(Enum::name).orElse("classified");
    }
}
