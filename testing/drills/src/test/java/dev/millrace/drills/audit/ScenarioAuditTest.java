package dev.millrace.drills.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.schemas.RecordCoordinates;
import dev.millrace.schemas.deadletter.DeadLetterReason;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScenarioAuditTest {

    private static final ScenarioAudit.Place PREDICTIONS = new ScenarioAudit.Place("image-predictions", 0);
    private static final ScenarioAudit.Place LETTERS = new ScenarioAudit.Place("dead-letters", 0);

    private final ScenarioAudit account = new ScenarioAudit();

    @Test
    void balancesWhereEachInputHasOneAnswer() {
        account.sent(input(0), Optional.empty());
        account.sent(input(1), Optional.of(DeadLetterReason.EMPTY_TEXT));

        account.predicted(claim(0), PREDICTIONS, 0);
        account.buried(input(1), "EMPTY_TEXT", LETTERS, 0);

        Tally tally = account.tally();
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
        account.predicted(claim(0), PREDICTIONS, 0);

        account.sent(input(0), Optional.empty());

        assertThat(account.unanswered()).isZero();
        assertThat(account.tally().out()).isEqualTo(1);
    }

    @Test
    void findsWhatIsLost() {
        account.sent(input(0), Optional.empty());
        account.sent(input(1), Optional.empty());

        account.predicted(claim(1), PREDICTIONS, 0);

        assertThat(account.tally().lost()).isEqualTo(1);
    }

    @Test
    void findsWhatCameTwiceEvenIfOnceAsADeadLetter() {
        account.sent(input(0), Optional.empty());

        account.predicted(claim(0), PREDICTIONS, 0);
        account.predicted(claim(0), PREDICTIONS, 0);
        account.buried(input(0), "EMPTY_TEXT", LETTERS, 0);

        assertThat(account.tally().duplicated()).isEqualTo(2);
    }

    @Test
    void findsFirstAnswersOutOfOrderWithinAPartitionOfTheOutput() {
        account.predicted(claim(1), PREDICTIONS, 0);
        account.predicted(claim(0), PREDICTIONS, 0);
        account.predicted(claim(1), PREDICTIONS, 0);
        account.predicted(claim(2), new ScenarioAudit.Place("image-predictions", 1), 0);

        assertThat(account.tally().disordered()).isEqualTo(1);
    }

    @Test
    void namesWhatEndedInTheWrongPlaceOrForTheWrongReason() {
        account.sent(input(0), Optional.of(DeadLetterReason.EMPTY_TEXT));
        account.sent(input(1), Optional.of(DeadLetterReason.EMPTY_TEXT));
        account.sent(input(2), Optional.empty());

        account.predicted(claim(0), PREDICTIONS, 0);
        account.buried(input(1), "NO_VALUE", LETTERS, 0);
        account.buried(input(2), "NO_VALUE", LETTERS, 0);
        account.predicted(claim(9), PREDICTIONS, 0);

        assertThat(account.tally().mistaken())
                .hasSize(4)
                .anyMatch(mistake -> mistake.contains("required EMPTY_TEXT, got a prediction"))
                .anyMatch(mistake -> mistake.contains("required EMPTY_TEXT, got NO_VALUE"))
                .anyMatch(mistake -> mistake.contains("required a prediction, got NO_VALUE"))
                .anyMatch(mistake -> mistake.contains("never sent"));
    }

    @Test
    void measuresTheLongestSilenceOfAPartition() {
        account.predicted(claim(0), PREDICTIONS, 0);
        account.predicted(
                new PredictionRecord(new RecordCoordinates("images", 1, 0), claim(0).stamp(), claim(0).scores()),
                PREDICTIONS,
                2_000_000_000L);
        account.predicted(claim(1), PREDICTIONS, 3_000_000_000L);

        assertThat(account.tally().longestSilence()).isEqualTo(Duration.ofSeconds(3));
    }

    private static RecordCoordinates input(long offset) {
        return new RecordCoordinates("images", 0, offset);
    }

    private static PredictionRecord claim(long offset) {
        return new PredictionRecord(
                input(offset), new Stamp("image", "000001-aaaaaaaa", "aa"), Scores.of(Map.of("cat", 1f)));
    }
}
