package dev.millrace.streams.classification;

import static dev.millrace.fixtures.RegistrylessTopics.review;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.fixtures.RegistrylessTopics;
import dev.millrace.records.Review;
import dev.millrace.schemas.RecordValue;
import dev.millrace.schemas.deadletter.RecordReader;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LookAheadStageTest {

    private final StageUnderTest subject = new StageUnderTest();

    @Test
    void answersARecordTogetherWithThoseAfterIt() {
        subject.poll(0, 10, "good film", "dull film", "good end");

        String first = subject.answer(0, 10, "good film");

        assertThat(first).isEqualTo("pos by 000001-aaaaaaaa");
        assertThat(subject.model.batches()).containsExactly(List.of("good film", "dull film", "good end"));
    }

    @Test
    void answersWhatItHasComputedAheadWithoutAnotherCall() {
        subject.poll(0, 10, "good film", "dull film");
        subject.answer(0, 10, "good film");

        assertThat(subject.answer(0, 11, "dull film")).isEqualTo("neg by 000001-aaaaaaaa");

        assertThat(subject.model.batches()).hasSize(1);
        assertThat(subject.stage.size()).isZero();
    }

    @Test
    void fillsABatchFromItsPartitionFirstThenFromTheOthersUpToTheLimit() {
        subject.poll(0, 0, "a0", "a1");
        subject.poll(1, 0, "b0", "b1");
        subject.poll(2, 0, "c0", "c1");

        subject.answer(1, 0, "b0");

        assertThat(subject.model.batches()).containsExactly(List.of("b0", "b1", "a0", "a1"));
    }

    @Test
    void skipsWhatIsAlreadyAnswered() {
        subject.poll(0, 0, "a0", "a1", "a2", "a3", "a4", "a5");
        subject.poll(1, 0, "b0");
        subject.answer(0, 0, "a0");

        subject.answer(1, 0, "b0");

        assertThat(subject.model.batches().get(1)).containsExactly("b0", "a4", "a5");
    }

    @Test
    void answersARecordThatNoPollAnnounced() {
        assertThat(subject.answer(3, 7, "good film")).startsWith("pos");

        assertThat(subject.counts.direct).isEqualTo(1);
    }

    @Test
    void forgetsARevokedPartition() {
        subject.stage.attach(0);
        subject.stage.attach(1);
        subject.poll(0, 0, "a0", "a1");
        subject.poll(1, 0, "b0");

        subject.stage.detach(0);
        subject.answer(1, 0, "b0");

        assertThat(subject.model.batches()).containsExactly(List.of("b0"));
        assertThat(subject.stage.size()).isZero();
    }

    @Test
    void dropsWhatItKnewOfAPartitionThatIsReadAgain() {
        subject.poll(0, 5, "a5", "a6");
        subject.poll(0, 4, "a4", "a5");

        subject.answer(0, 4, "a4");

        assertThat(subject.model.batches()).containsExactly(List.of("a4", "a5"));
    }

    @Test
    void skipsRecordsThatWereNeverProcessed() {
        subject.poll(0, 0, "a0", "a1", "a2");

        subject.answer(0, 2, "a2");

        assertThat(subject.stage.size()).isZero();
        assertThat(subject.model.batches()).containsExactly(List.of("a2"));
    }

    @Test
    void notesNoMoreThanItsCapacity() {
        byte[] content = review("same");
        for (int i = 0; i < StagedRecords.CAPACITY + 5; i++) {
            subject.stage.polled(0, i, RecordValue.of(content));
        }

        assertThat(subject.stage.size()).isEqualTo(StagedRecords.CAPACITY);
        assertThat(subject.answer(0, StagedRecords.CAPACITY + 2, "same")).startsWith("neg");
    }

    @Test
    void asksForFewerInputsOfAModelThatIsSlow() {
        BatchLimit limit = Limits.grownTo(4);
        AtomicLong nanos = new AtomicLong();
        LookAheadStage<String> slow = new LookAheadStage<>(
                RecordReader.of(RegistrylessTopics.topics().reviews()).map(Review::getText),
                subject.current,
                limit,
                subject.counts,
                () -> nanos.addAndGet(Duration.ofMinutes(1).toNanos()));
        slow.attach(0);
        for (int offset = 0; offset < 4; offset++) {
            slow.polled(0, offset, RecordValue.of(review("film " + offset)));
        }

        var unused = slow.resultOf(0, 0, RecordValue.of(review("film 0")));

        assertThat(subject.model.batches().get(0)).hasSize(4);
        assertThat(limit.inputs()).isEqualTo(2);
    }
}
