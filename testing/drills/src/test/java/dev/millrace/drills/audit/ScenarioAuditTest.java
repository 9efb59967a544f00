package dev.millrace.drills.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.schemas.RecordCoordinates;
import dev.millrace.schemas.deadletter.DeadLetterReason;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ScenarioAuditTest {

    private static final TopicPartition PREDICTIONS = new TopicPartition("image-predictions", 0);
    private static final TopicPartition DEAD_LETTERS = new TopicPartition("dead-letters", 0);

    private final ScenarioAudit audit = new ScenarioAudit();

    @Test
    void isCleanIfEachInputHasOneAnswer() {
        audit.sent(input(0), Optional.empty());
        audit.sent(input(1), Optional.of(DeadLetterReason.EMPTY_TEXT));

        audit.predicted(prediction(0), PREDICTIONS, 0);
        audit.deadLettered(input(1), "EMPTY_TEXT", DEAD_LETTERS, 0);

        Tally tally = audit.tally();
        assertThat(tally.in()).isEqualTo(2);
        assertThat(tally.out()).isEqualTo(1);
        assertThat(tally.deadLettersFound())
                .isEqualTo(tally.deadLettersExpected())
                .isEqualTo(1);
        assertThat(tally.lost() + tally.duplicated() + tally.disordered()).isZero();
        assertThat(tally.mistaken()).isEmpty();
    }

    @Test
    void countsAnAnswerThatIsReadBeforeTheAcknowledgement() {
        audit.predicted(prediction(0), PREDICTIONS, 0);

        audit.sent(input(0), Optional.empty());

        assertThat(audit.unanswered()).isZero();
        assertThat(audit.tally().out()).isEqualTo(1);
    }

    @Test
    void findsWhatIsLost() {
        audit.sent(input(0), Optional.empty());
        audit.sent(input(1), Optional.empty());

        audit.predicted(prediction(1), PREDICTIONS, 0);

        assertThat(audit.tally().lost()).isEqualTo(1);
    }

    @Test
    void findsWhatCameTwiceEvenIfOnceAsADeadLetter() {
        audit.sent(input(0), Optional.empty());

        audit.predicted(prediction(0), PREDICTIONS, 0);
        audit.predicted(prediction(0), PREDICTIONS, 0);
        audit.deadLettered(input(0), "EMPTY_TEXT", DEAD_LETTERS, 0);

        assertThat(audit.tally().duplicated()).isEqualTo(2);
    }

    @Test
    void findsFirstAnswersOutOfOrderWithinAPartitionOfTheOutput() {
        audit.predicted(prediction(1), PREDICTIONS, 0);
        audit.predicted(prediction(0), PREDICTIONS, 0);
        audit.predicted(prediction(1), PREDICTIONS, 0);
        audit.predicted(prediction(2), new TopicPartition("image-predictions", 1), 0);

        assertThat(audit.tally().disordered()).isEqualTo(1);
    }

    @Test
    void namesWhatEndedInTheWrongPlaceOrForTheWrongReason() {
        audit.sent(input(0), Optional.of(DeadLetterReason.EMPTY_TEXT));
        audit.sent(input(1), Optional.of(DeadLetterReason.EMPTY_TEXT));
        audit.sent(input(2), Optional.empty());

        audit.predicted(prediction(0), PREDICTIONS, 0);
        audit.deadLettered(input(1), "NO_VALUE", DEAD_LETTERS, 0);
        audit.deadLettered(input(2), "NO_VALUE", DEAD_LETTERS, 0);
        audit.predicted(prediction(9), PREDICTIONS, 0);

        assertThat(audit.tally().mistaken())
                .hasSize(4)
                .anyMatch(mistake -> mistake.contains("required EMPTY_TEXT, got a prediction"))
                .anyMatch(mistake -> mistake.contains("required EMPTY_TEXT, got NO_VALUE"))
                .anyMatch(mistake -> mistake.contains("required a prediction, got NO_VALUE"))
                .anyMatch(mistake -> mistake.contains("never sent"));
    }

    @Test
    void measuresTheLongestSilenceOfAPartition() {
        audit.predicted(prediction(0), PREDICTIONS, 0);
        audit.predicted(
                new PredictionRecord(
                        new RecordCoordinates("images", 1, 0),
                        prediction(0).stamp(),
                        prediction(0).scores()),
                PREDICTIONS,
                2_000_000_000L);
        audit.predicted(prediction(1), PREDICTIONS, 3_000_000_000L);

        assertThat(audit.tally().longestSilence()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void accountsForAnOffsetThatIsGivenAgainAsAnotherInput() {
        audit.sent(input(0), Optional.empty());
        audit.sent(input(1), Optional.empty());
        audit.predicted(prediction(0), PREDICTIONS, 0);
        audit.predicted(prediction(1), PREDICTIONS, 0);

        audit.startsOver("images", Map.of(0, 1L));
        audit.sent(input(1), Optional.empty());

        assertThat(audit.unanswered()).isEqualTo(1);
        audit.predicted(prediction(1), PREDICTIONS, 0);
        assertThat(audit.tally().duplicated()).isZero();
        assertThat(audit.unanswered()).isZero();
        assertThat(audit.predictions("images")).containsOnlyKeys(input(0), input(1));
        assertThat(audit.predictions("images").get(input(1))).hasSize(1);
        audit.predicted(prediction(0), PREDICTIONS, 0);
        assertThat(audit.tally().duplicated()).isEqualTo(1);
    }

    private static RecordCoordinates input(long offset) {
        return new RecordCoordinates("images", 0, offset);
    }

    private static PredictionRecord prediction(long offset) {
        return new PredictionRecord(
                input(offset), new Stamp("image", "000001-aaaaaaaa", "aa"), Scores.of(Map.of("cat", 1f)));
    }
}
