package dev.millrace.streams.classification;

import static dev.millrace.streams.testing.Values.review;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.records.Review;
import dev.millrace.streams.deadletter.DeadLetterReason;
import dev.millrace.streams.deadletter.RecordReader;
import dev.millrace.streams.hotswap.CurrentModel;
import dev.millrace.streams.testing.FakeModel;
import dev.millrace.streams.testing.Values;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LookAheadStageTest {

    private final CurrentModel<String> current = new CurrentModel<>();
    private final FakeModel model = FakeModel.tiny();
    private final CountingListener counts = new CountingListener();
    private final LookAheadStage<String> stage = stage(current);

    @BeforeEach
    void serve() {
        var unused = current.install(model.as("000001-aaaaaaaa"));
    }

    @Test
    void answersARecordTogetherWithThoseAfterIt() {
        poll(0, 10, "good film", "dull film", "good end");

        String first = answer(0, 10, "good film");

        assertThat(first).isEqualTo("pos by 000001-aaaaaaaa");
        assertThat(model.batches()).containsExactly(List.of("good film", "dull film", "good end"));
    }

    @Test
    void answersWhatItHasComputedAheadWithoutAnotherCall() {
        poll(0, 10, "good film", "dull film");
        answer(0, 10, "good film");

        assertThat(answer(0, 11, "dull film")).isEqualTo("neg by 000001-aaaaaaaa");

        assertThat(model.batches()).hasSize(1);
        assertThat(stage.size()).isZero();
    }

    @Test
    void takesOverOncePerModel() {
        poll(0, 10, "good film", "dull film", "good end");
        answer(0, 10, "good film");
        answer(0, 11, "dull film");
        var unused = current.install(FakeModel.tiny().as("000002-bbbbbbbb"));

        answer(0, 12, "good end");

        assertThat(counts.takeovers).isEqualTo(2);
    }

    @Test
    void fillsABatchFromItsPartitionFirstThenFromTheOthersUpToTheLimit() {
        poll(0, 0, "a0", "a1");
        poll(1, 0, "b0", "b1");
        poll(2, 0, "c0", "c1");

        answer(1, 0, "b0");

        assertThat(model.batches()).containsExactly(List.of("b0", "b1", "a0", "a1"));
    }

    @Test
    void goesPastWhatIsAnsweredAlready() {
        poll(0, 0, "a0", "a1", "a2", "a3", "a4", "a5");
        poll(1, 0, "b0");
        answer(0, 0, "a0");

        answer(1, 0, "b0");

        assertThat(model.batches().get(1)).containsExactly("b0", "a4", "a5");
    }

    @Test
    void makesAVerdictAgainThatAReplacedModelHadMade() {
        poll(0, 0, "good a", "good b", "good c");
        answer(0, 0, "good a");
        FakeModel next = FakeModel.tiny();
        var unused = current.install(next.as("000002-bbbbbbbb"));

        assertThat(answer(0, 1, "good b")).isEqualTo("pos by 000002-bbbbbbbb");

        assertThat(next.batches()).containsExactly(List.of("good b", "good c"));
        assertThat(counts.recomputed).isEqualTo(2);
        assertThat(model.openClassifiers()).isZero();
        assertThat(next.openClassifiers()).isEqualTo(1);
    }

    @Test
    void rejectsOnlyTheInputOnWhichTheNetworkFails() {
        poll(0, 0, "good a", FakeModel.POISON, "good c", "dull d");

        assertThat(answer(0, 0, "good a")).startsWith("pos");
        assertThat(answer(0, 1, FakeModel.POISON)).isEqualTo("CLASSIFIER_FAILURE of 000001-aaaaaaaa");
        assertThat(answer(0, 2, "good c")).startsWith("pos");
        assertThat(answer(0, 3, "dull d")).startsWith("neg");
        assertThat(counts.batches).isEqualTo(1);
    }

    @Test
    void blamesNoRecordForAClassifierThatFailsOnEverything() {
        poll(0, 0, "good a", "good b");
        model.breakDown();

        assertThatThrownBy(() -> answer(0, 0, "good a"))
                .isInstanceOf(BrokenClassifierException.class)
                .hasMessageContaining("000001-aaaaaaaa");
    }

    @Test
    void passesOnTheModelsOwnRejection() {
        assertThat(answer(0, 0, "")).isEqualTo("EMPTY_TEXT of 000001-aaaaaaaa");
    }

    @Test
    void leavesWhatCannotBeReadOutOfTheBatch() {
        poll(0, 0, "good a");
        stage.polled(0, 1, new byte[] {1, 2, 3});
        stage.polled(0, 2, null);
        poll(0, 3, "good d");

        answer(0, 0, "good a");

        assertThat(model.batches()).containsExactly(List.of("good a", "good d"));
        assertThat(name(stage.verdictOn(0, 1, new byte[] {1, 2, 3}))).startsWith("MALFORMED_RECORD");
        assertThat(name(stage.verdictOn(0, 2, null))).startsWith("NO_VALUE");
    }

    @Test
    void answersWhatItCanWhileALaterRecordCannotBeReadForNow() {
        poll(0, 0, "good a");
        stage.polled(0, 1, Values.unavailable());
        poll(0, 2, "good c");

        assertThat(answer(0, 0, "good a")).startsWith("pos");

        assertThat(model.batches()).containsExactly(List.of("good a"));
        assertThatThrownBy(() -> stage.verdictOn(0, 1, Values.unavailable())).isInstanceOf(Values.AwayException.class);
    }

    @Test
    void answersARecordThatNoPollAnnounced() {
        assertThat(answer(3, 7, "good film")).startsWith("pos");

        assertThat(counts.direct).isEqualTo(1);
    }

    @Test
    void forgetsARevokedPartition() {
        stage.attach(0);
        stage.attach(1);
        poll(0, 0, "a0", "a1");
        poll(1, 0, "b0");

        stage.detach(0);
        answer(1, 0, "b0");

        assertThat(model.batches()).containsExactly(List.of("b0"));
        assertThat(stage.size()).isZero();
    }

    @Test
    void givesItsClassifierBackWithTheLastPartition() {
        stage.attach(0);
        answer(0, 0, "a0");

        stage.detach(0);

        assertThat(model.openClassifiers()).isZero();
    }

    @Test
    void givesAReplacedClassifierBackThoughNoRecordComes() {
        answer(0, 0, "a0");
        stage.releaseReplaced();
        assertThat(model.openClassifiers()).isEqualTo(1);
        var unused = current.install(FakeModel.tiny().as("000002-bbbbbbbb"));

        stage.releaseReplaced();

        assertThat(model.openClassifiers()).isZero();
    }

    @Test
    void dropsWhatItKnewOfAPartitionThatIsReadAgain() {
        poll(0, 5, "a5", "a6");
        poll(0, 4, "a4", "a5");

        answer(0, 4, "a4");

        assertThat(model.batches()).containsExactly(List.of("a4", "a5"));
    }

    @Test
    void skipsRecordsThatWereNeverProcessed() {
        poll(0, 0, "a0", "a1", "a2");

        answer(0, 2, "a2");

        assertThat(stage.size()).isZero();
        assertThat(model.batches()).containsExactly(List.of("a2"));
    }

    @Test
    void notesNoMoreThanItsCapacity() {
        byte[] content = review("same");
        for (int i = 0; i < StagedRecords.CAPACITY + 5; i++) {
            stage.polled(0, i, content);
        }

        assertThat(stage.size()).isEqualTo(StagedRecords.CAPACITY);
        assertThat(answer(0, StagedRecords.CAPACITY + 2, "same")).startsWith("neg");
    }

    @Test
    void saysThatThereIsNoModelYet() {
        LookAheadStage<String> early = stage(new CurrentModel<>());

        assertThatThrownBy(() -> early.verdictOn(0, 0, review("a")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("before a model was installed");
    }

    @Test
    void namesEveryRejectionOfAModel() {
        for (var rejection : dev.millrace.model.Rejection.values()) {
            assertThat(DeadLetterReason.of(rejection)).hasToString(rejection.name());
        }
    }

    @Test
    void asksForFewerInputsOfAModelThatIsSlow() {
        BatchLimit limit = Limits.grownTo(4);
        AtomicLong nanos = new AtomicLong();
        LookAheadStage<String> slow = new LookAheadStage<>(
                RecordReader.of(Values.topics().reviews()).map(Review::getText),
                current,
                limit,
                counts,
                () -> nanos.addAndGet(Duration.ofMinutes(1).toNanos()));
        slow.attach(0);
        for (int offset = 0; offset < 4; offset++) {
            slow.polled(0, offset, review("film " + offset));
        }

        var unused = slow.verdictOn(0, 0, review("film 0"));

        assertThat(model.batches().get(0)).hasSize(4);
        assertThat(limit.inputs()).isEqualTo(2);
    }

    private LookAheadStage<String> stage(CurrentModel<String> serving) {
        return new LookAheadStage<>(
                RecordReader.of(Values.topics().reviews()).map(Review::getText),
                serving,
                Limits.grownTo(4),
                counts,
                System::nanoTime);
    }

    private void poll(int partition, long first, String... texts) {
        for (int i = 0; i < texts.length; i++) {
            stage.polled(partition, first + i, review(texts[i]));
        }
    }

    private String answer(int partition, long offset, String text) {
        return name(stage.verdictOn(partition, offset, review(text)));
    }

    private static String name(Verdict verdict) {
        return verdict.fold(
                predicted -> predicted.classification().label() + " by "
                        + predicted.by().getVersion(),
                buried -> buried.why().reason() + " of " + buried.why().model().orElse("none"));
    }
}
