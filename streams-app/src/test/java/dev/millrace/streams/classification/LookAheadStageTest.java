package dev.millrace.streams.classification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.streams.deadletter.DeadLetterReason;
import dev.millrace.streams.deadletter.Failure;
import dev.millrace.streams.deadletter.Stage;
import dev.millrace.streams.hotswap.CurrentModel;
import dev.millrace.streams.hotswap.ServingModel;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LookAheadStageTest {

    private final FakeModel first = new FakeModel();
    private final FakeModel second = new FakeModel();
    private final CurrentModel<String> current = new CurrentModel<>();
    private final LookAheadStage<String> stage = new LookAheadStage<>(
            new BatchClassifier<>(current, (size, nanoseconds) -> {}), LookAheadStageTest::parse, 3);

    @BeforeEach
    void install() {
        current.install(new ServingModel<>("1", first));
    }

    @Test
    void answersARecordInTheCallThatTakesItTogetherWithThoseBehindIt() {
        poll(0, "good film", "dull film", "odd film", "late film");

        assertThat(label(take(0, 0, "good film"))).isEqualTo("good");
        assertThat(label(take(0, 1, "dull film"))).isEqualTo("dull");
        assertThat(label(take(0, 2, "odd film"))).isEqualTo("odd");
        assertThat(label(take(0, 3, "late film"))).isEqualTo("late");
        assertThat(first.batchSizes).containsExactly(3, 1);
    }

    @Test
    void fillsABatchFromTheThreadsOtherPartitions() {
        poll(0, "good");
        poll(1, "dull", "odd");

        take(0, 0, "good");

        assertThat(first.batchSizes).containsExactly(3);
    }

    @Test
    void answersARecordThatItNeverSawPolled() {
        assertThat(label(take(5, 77, "unseen film"))).isEqualTo("unseen");
    }

    @Test
    void computesAMemoOfAReplacedModelAgain() {
        poll(0, "good", "dull");
        take(0, 0, "good");

        current.install(new ServingModel<>("2", second));

        assertThat(version(take(0, 1, "dull"))).isEqualTo("2");
        assertThat(second.batchSizes).containsExactly(1);
        assertThat(first.openClassifiers).isZero();
    }

    @Test
    void rejectsOnlyTheRecordThatTheNetworkFailsOn() {
        poll(0, "good", FakeModel.POISON, "dull");

        assertThat(label(take(0, 0, "good"))).isEqualTo("good");
        assertThat(take(0, 1, FakeModel.POISON))
                .isInstanceOfSatisfying(
                        Answer.Failed.class,
                        failed -> assertThat(failed.failure().reason()).isEqualTo(DeadLetterReason.CLASSIFIER_FAILURE));
        assertThat(label(take(0, 2, "dull"))).isEqualTo("dull");
    }

    @Test
    void keepsARecordThatCannotBeReadOutOfTheBatch() {
        poll(0, "good", "?", "dull");

        assertThat(label(take(0, 0, "good"))).isEqualTo("good");
        assertThat(take(0, 1, "?")).isInstanceOf(Answer.Failed.class);
        assertThat(first.batchSizes).containsExactly(2);
    }

    @Test
    void startsAgainWhenAPartitionIsReadAgainFromAnEarlierOffset() {
        poll(0, "good", "dull");
        poll(0, "new", "newer");

        assertThat(label(take(0, 0, "new"))).isEqualTo("new");
        assertThat(label(take(0, 1, "newer"))).isEqualTo("newer");
        assertThat(stage.size()).isZero();
    }

    @Test
    void passesOverOffsetsThatAreNotTaken() {
        poll(0, "skipped", "good");

        assertThat(label(take(0, 1, "good"))).isEqualTo("good");
        assertThat(stage.size()).isZero();
    }

    private void poll(int partition, String... texts) {
        for (int offset = 0; offset < texts.length; offset++) {
            stage.polled(new Position("texts", partition, offset), bytes(texts[offset]));
        }
    }

    private Answer<String> take(int partition, long offset, String text) {
        return stage.answerFor(new Position("texts", partition, offset), bytes(text));
    }

    private static String label(Answer<String> answer) {
        return ((Answer.Predicted<String>) answer).classification().label();
    }

    private static String version(Answer<String> answer) {
        return ((Answer.Predicted<String>) answer).model().version();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Parsed<String> parse(byte[] value) {
        String text = new String(value, StandardCharsets.UTF_8);
        return text.equals("?")
                ? new Parsed.Unreadable<>(Failure.of(Stage.DESERIALIZATION, DeadLetterReason.MALFORMED_RECORD, "?"))
                : new Parsed.Input<>(text);
    }
}
