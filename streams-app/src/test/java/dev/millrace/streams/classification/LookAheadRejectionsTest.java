package dev.millrace.streams.classification;

import static dev.millrace.streams.classification.StageUnderTest.name;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.fixtures.RegistrylessTopics;
import dev.millrace.schemas.RecordValue;
import dev.millrace.streams.testing.FakeModel;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An input that cannot be read or classified affects no other input of its batch. */
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

    @ParameterizedTest
    @CsvSource({"1, 4", "2, 2", "3, 2", "4, 1"})
    void answersInLaterCallsWhatACallHadNoTimeFor(int inputs, int calls) {
        subject.poll(0, 0, "good a", "dull b", "good c", "dull d");
        subject.model.haveTimeFor(inputs);

        assertThat(subject.answer(0, 0, "good a")).startsWith("pos");
        assertThat(subject.answer(0, 1, "dull b")).startsWith("neg");
        assertThat(subject.answer(0, 2, "good c")).startsWith("pos");
        assertThat(subject.answer(0, 3, "dull d")).startsWith("neg");
        assertThat(subject.counts.batches).isEqualTo(calls);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void isolatesAFailingInputWhereCallsHaveNoTimeForAll(int inputs) {
        subject.poll(0, 0, "good a", FakeModel.POISON, "good c", "dull d");
        subject.model.haveTimeFor(inputs);

        assertThat(subject.answer(0, 0, "good a")).startsWith("pos");
        assertThat(subject.answer(0, 1, FakeModel.POISON)).isEqualTo("CLASSIFIER_FAILURE of 000001-aaaaaaaa");
        assertThat(subject.answer(0, 2, "good c")).startsWith("pos");
        assertThat(subject.answer(0, 3, "dull d")).startsWith("neg");
    }

    @Test
    void rejectsNoRecordIfAClassifierFailsOnEverything() {
        subject.poll(0, 0, "good a", "good b");
        subject.model.breakDown();

        assertThatThrownBy(() -> subject.answer(0, 0, "good a"))
                .isInstanceOf(BrokenClassifierException.class)
                .hasMessageContaining("000001-aaaaaaaa");
    }

    @ParameterizedTest
    @MethodSource("errorsOfAnInput")
    void rejectsOnlyTheInputOnWhichTheNetworkEndsInAnError(Error error) {
        subject.poll(0, 0, "good a", "bomb", "good c", "dull d");
        subject.model.failBy(inputs -> failOn("bomb", inputs, error));

        assertThat(subject.answer(0, 0, "good a")).startsWith("pos");
        assertThat(subject.answer(0, 1, "bomb")).isEqualTo("CLASSIFIER_FAILURE of 000001-aaaaaaaa");
        assertThat(subject.answer(0, 2, "good c")).startsWith("pos");
        assertThat(subject.answer(0, 3, "dull d")).startsWith("neg");
    }

    static Stream<Error> errorsOfAnInput() {
        return Stream.of(
                new OutOfMemoryError("Java heap space"),
                new OutOfMemoryError("Requested array size exceeds VM limit"),
                new StackOverflowError());
    }

    @Test
    void classifiesAnInputForWhichThereWasNoMemoryOnce() {
        AtomicInteger failures = new AtomicInteger();
        subject.model.failBy(inputs -> {
            if (inputs.contains("good a") && failures.getAndIncrement() == 0) {
                throw new OutOfMemoryError("Java heap space");
            }
        });

        assertThat(subject.answer(0, 0, "good a")).startsWith("pos");
        assertThat(failures).hasValue(2);
    }

    @ParameterizedTest
    @MethodSource("lackOfOtherMemory")
    void rejectsNoRecordIfAModelFindsNoMemory(Throwable lack) {
        subject.poll(0, 0, "good a", "good b");
        subject.model.failBy(inputs -> failOn("good b", inputs, lack));

        assertThatThrownBy(() -> subject.answer(0, 0, "good a"))
                .isInstanceOf(BrokenClassifierException.class)
                .hasMessageContaining("finds no memory")
                .hasCause(lack);
    }

    static Stream<Throwable> lackOfOtherMemory() {
        return Stream.of(
                new OutOfMemoryError("Physical memory usage is too high"),
                new OutOfMemoryError("Cannot allocate new FloatPointer(7)"),
                new IllegalStateException("std::bad_alloc"));
    }

    @Test
    void rejectsNoRecordIfAModelFindsNoHeapForItsSample() {
        subject.model.failBy(inputs -> {
            throw new OutOfMemoryError("Java heap space");
        });

        assertThatThrownBy(() -> subject.answer(0, 0, "good a"))
                .isInstanceOf(BrokenClassifierException.class)
                .hasCauseInstanceOf(OutOfMemoryError.class);
    }

    @Test
    void passesOnAnErrorOfTheInstallation() {
        subject.model.failBy(inputs -> failOn("good a", inputs, new NoClassDefFoundError("codec")));

        assertThatThrownBy(() -> subject.answer(0, 0, "good a")).isInstanceOf(NoClassDefFoundError.class);
    }

    private static void failOn(String input, List<String> inputs, Throwable failure) {
        if (inputs.contains(input)) {
            if (failure instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) failure;
        }
    }

    @Test
    void passesOnTheModelsOwnRejection() {
        assertThat(subject.answer(0, 0, "")).isEqualTo("EMPTY_TEXT of 000001-aaaaaaaa");
    }

    @Test
    void leavesWhatCannotBeReadOutOfTheBatch() {
        subject.poll(0, 0, "good a");
        subject.stage.polled(0, 1, RecordValue.of(new byte[] {1, 2, 3}));
        subject.stage.polled(0, 2, RecordValue.of(null));
        subject.poll(0, 3, "good d");

        subject.answer(0, 0, "good a");

        assertThat(subject.model.batches()).containsExactly(List.of("good a", "good d"));
        assertThat(name(subject.stage.resultOf(0, 1, RecordValue.of(new byte[] {1, 2, 3}))))
                .startsWith("MALFORMED_RECORD");
        assertThat(name(subject.stage.resultOf(0, 2, RecordValue.of(null)))).startsWith("NO_VALUE");
    }

    @Test
    void answersWhatItCanWhileALaterRecordCannotBeReadForNow() {
        subject.poll(0, 0, "good a");
        subject.stage.polled(0, 1, RecordValue.of(RegistrylessTopics.unavailable()));
        subject.poll(0, 2, "good c");

        assertThat(subject.answer(0, 0, "good a")).startsWith("pos");

        assertThat(subject.model.batches()).containsExactly(List.of("good a"));
        assertThatThrownBy(() -> subject.stage.resultOf(0, 1, RecordValue.of(RegistrylessTopics.unavailable())))
                .isInstanceOf(RegistrylessTopics.AwayException.class);
    }
}
