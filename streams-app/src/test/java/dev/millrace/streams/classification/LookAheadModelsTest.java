package dev.millrace.streams.classification;

import static dev.millrace.fixtures.RegistrylessTopics.review;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.schemas.RecordValue;
import dev.millrace.streams.hotswap.CurrentModel;
import dev.millrace.streams.testing.FakeModel;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Models are swapped while the stage has computed ahead. */
class LookAheadModelsTest {

    private final StageUnderTest subject = new StageUnderTest();

    @Test
    void takesOverOncePerModel() {
        subject.poll(0, 10, "good film", "dull film", "good end");
        subject.answer(0, 10, "good film");
        subject.answer(0, 11, "dull film");
        var unused = subject.current.install(FakeModel.tiny().as("000002-bbbbbbbb"));

        subject.answer(0, 12, "good end");

        assertThat(subject.counts.takeovers).isEqualTo(2);
    }

    @Test
    void recomputesAResultOfAReplacedModel() {
        subject.poll(0, 0, "good a", "good b", "good c");
        subject.answer(0, 0, "good a");
        FakeModel next = FakeModel.tiny();
        var unused = subject.current.install(next.as("000002-bbbbbbbb"));

        assertThat(subject.answer(0, 1, "good b")).isEqualTo("pos by 000002-bbbbbbbb");

        assertThat(next.batches()).containsExactly(List.of("good b", "good c"));
        assertThat(subject.counts.recomputed).isEqualTo(2);
        assertThat(subject.model.openClassifiers()).isZero();
        assertThat(next.openClassifiers()).isEqualTo(1);
    }

    @Test
    void givesItsClassifierBackWithTheLastPartition() {
        subject.stage.attach(0);
        subject.answer(0, 0, "a0");

        subject.stage.detach(0);

        assertThat(subject.model.openClassifiers()).isZero();
    }

    @Test
    void givesAReplacedClassifierBackThoughNoRecordComes() {
        subject.answer(0, 0, "a0");
        subject.stage.releaseReplaced();
        assertThat(subject.model.openClassifiers()).isEqualTo(1);
        var unused = subject.current.install(FakeModel.tiny().as("000002-bbbbbbbb"));

        subject.stage.releaseReplaced();

        assertThat(subject.model.openClassifiers()).isZero();
    }

    @Test
    void saysThatThereIsNoModelYet() {
        LookAheadStage<String> early = subject.stage(new CurrentModel<>());

        assertThatThrownBy(() -> early.resultOf(0, 0, RecordValue.of(review("a"))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("before a model was installed");
    }
}
