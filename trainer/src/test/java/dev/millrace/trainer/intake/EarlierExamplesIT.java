package dev.millrace.trainer.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.fixtures.RecordedTopics;
import dev.millrace.fixtures.TestTopics;
import dev.millrace.model.image.ImageLimits;
import dev.millrace.model.spec.ImageInput;
import dev.millrace.model.spec.LabelTrust;
import dev.millrace.model.text.TextLimits;
import dev.millrace.schemas.TopicNames;
import dev.millrace.trainer.examples.LabelledContent;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Training examples that the version before 0.1.0 left on the labelled topics, for this version's trainer. */
final class EarlierExamplesIT {

    private static final TopicNames NAMES = RecordedTopics.NAMES;
    private static final int SIDE = 8;

    private final TestTopics installed = TestTopics.made();

    @AfterEach
    void close() {
        installed.close();
    }

    @Test
    void areExamplesForThisVersion() {
        RecordedTopics.write(installed, List.of(NAMES.labelledImages(), NAMES.labelledReviews()));

        assertThat(examples(LabelledSources.images(
                        installed.topics().labelledImages(), ImageLimits.standard(), ImageInput.ofSide(SIDE))))
                .allSatisfy(example -> assertThat(example.content()).hasSize(SIDE * SIDE * 3))
                .extracting(LabelledContent::label)
                .containsExactlyInAnyOrder("dark", "dark", "dark", "lumière");
        assertThat(examples(LabelledSources.reviews(installed.topics().labelledReviews(), TextLimits.standard())))
                .allSatisfy(example -> assertThat(example.content()).isNotEmpty())
                .extracting(LabelledContent::label)
                .containsExactlyInAnyOrder("pos", "pos", "neg", "pos");
    }

    private List<LabelledContent> examples(LabelledSource<?> source) {
        return installed.committed(source.topic()).stream()
                .map(record -> source.decode(record.value(), LabelTrust.UNKNOWN))
                .map(decoded -> decoded.fold(Decoded.Example::content, skipped -> {
                    throw new AssertionError("skipped for " + skipped);
                }))
                .toList();
    }
}
