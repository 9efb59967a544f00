package dev.millrace.drills.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.schemas.RecordCoordinates;
import org.junit.jupiter.api.Test;

class LabelAuditTest {

    private static final TrueLabel CAT = TrueLabel.of("cat", "content");
    private static final TrueLabel DOG = TrueLabel.of("dog", "content");
    private static final TrueLabel OTHER_CONTENT = TrueLabel.of("cat", "other content");

    private final LabelAudit audit = new LabelAudit();

    @Test
    void isCleanIfEachLabelIsOneExample() {
        audit.found(input(0), CAT);
        audit.expect(input(0), CAT);

        assertThat(audit.isComplete()).isTrue();
        assertThat(audit.tally()).isEqualTo(new LabelTally(1, 0, 0, 0));
    }

    @Test
    void findsOneLostAndOneDuplicatedThoughTheirNumberIsRight() {
        audit.expect(input(0), CAT);
        audit.expect(input(1), CAT);

        audit.found(input(0), CAT);
        audit.found(input(0), CAT);

        assertThat(audit.isComplete()).isFalse();
        assertThat(audit.tally()).isEqualTo(new LabelTally(2, 1, 1, 0));
    }

    @Test
    void findsAnotherLabelOtherContentAndAnExampleThatNobodyLabelled() {
        audit.expect(input(0), CAT);
        audit.expect(input(1), CAT);

        audit.found(input(0), DOG);
        audit.found(input(1), OTHER_CONTENT);
        audit.found(input(2), CAT);

        assertThat(audit.tally()).isEqualTo(new LabelTally(2, 0, 0, 3));
    }

    private static RecordCoordinates input(long offset) {
        return new RecordCoordinates("images", 0, offset);
    }
}
