package dev.millrace.streams.classification;

import static dev.millrace.streams.classification.StageUnderTest.name;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.fixtures.RegistrylessTopics;
import dev.millrace.streams.testing.FakeModel;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An input that can't be read or classified spoils no other of its batch. */
class LookAheadRejectionsTest {

    private final StageUnderTest subject = new StageUnderTest();

    @Test
    void rejectsOnlyTheInputOnWhichTheNetworkFails() {
        subject.poll(0, 0, "good a", FakeModel.POISON, "good c", "dull d");

        assertThat(subject.answer(0, 0, "good a")).startsWith("pos");
        assertThat(subject.answer(0, 1, FakeModel.POISON)).isEqualTo("CLASSIFIER_FAILURE of 000001-aaaaaaaa");
        assertThat(subject.answer(0, 2, "good c")).startsWith("pos");
        assertThat(subject.answer(0, 3, "dull d")).startsWith("neg");
        assertThat(subject.counts.batches).isEqualTo(1);
    }

    @Test
    void blamesNoRecordForAClassifierThatFailsOnEverything() {
        subject.poll(0, 0, "good a", "good b");
        subject.model.breakDown();

        assertThatThrownBy(() -> subject.answer(0, 0, "good a"))
                .isInstanceOf(BrokenClassifierException.class)
                .hasMessageContaining("000001-aaaaaaaa");
    }

    @Test
    void passesOnTheModelsOwnRejection() {
        assertThat(subject.answer(0, 0, "")).isEqualTo("EMPTY_TEXT of 000001-aaaaaaaa");
    }

    @Test
    void leavesWhatCannotBeReadOutOfTheBatch() {
        subject.poll(0, 0, "good a");
        subject.stage.polled(0, 1, new byte[] {1, 2, 3});
        subject.stage.polled(0, 2, null);
        subject.poll(0, 3, "good d");

        subject.answer(0, 0, "good a");

        assertThat(subject.model.batches()).containsExactly(List.of("good a", "good d"));
        assertThat(name(subject.stage.verdictOn(0, 1, new byte[] {1, 2, 3}))).startsWith("MALFORMED_RECORD");
        assertThat(name(subject.stage.verdictOn(0, 2, null))).startsWith("NO_VALUE");
    }

    @Test
    void answersWhatItCanWhileALaterRecordCannotBeReadForNow() {
        subject.poll(0, 0, "good a");
        subject.stage.polled(0, 1, RegistrylessTopics.unavailable());
        subject.poll(0, 2, "good c");

        assertThat(subject.answer(0, 0, "good a")).startsWith("pos");

        assertThat(subject.model.batches()).containsExactly(List.of("good a"));
        assertThatThrownBy(() -> subject.stage.verdictOn(0, 1, RegistrylessTopics.unavailable()))
                .isInstanceOf(RegistrylessTopics.AwayException.class);
    }
}
