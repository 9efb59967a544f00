package dev.millrace.streams.labels;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the level of a label is, and which label wins if a record has two. */
final class LabelTrustTest {

    private static final String OWN = "MILLRACE_TASK_REVIEW_INPUT_LABEL_TRUST";
    private static final String LATE = "MILLRACE_TASK_REVIEW_LABELS_TRUST";

    @TempDir
    Path state;

    private LabelJoinUnderTest join;

    @BeforeEach
    void open() {
        join = new LabelJoinUnderTest(state, Map.of());
    }

    @AfterEach
    void close() {
        join.close();
    }

    @Test
    void anExampleSaysFromWhichTopicItsLabelCame() {
        join.review(null, "no id", "pos", 1_000);
        join.review("own", "own", "pos", 1_000);
        join.review("late", "late", 1_000);
        join.label("late", "neg", 2_000);
        join.label("early", "neg", 2_000);
        join.review("early", "early", 1_000);

        assertThat(join.trustedExamples())
                .containsExactly("no id=pos trust 1", "own=pos trust 1", "late=neg trust 2", "early=neg trust 2");
    }

    @Test
    void theHeaderOfAProducerCountsForNothing() {
        join.reviewThatClaimsTrust("r1", "film", "pos", 1_000);
        join.reviewThatClaimsTrust(null, "no id", "pos", 1_000);

        assertThat(join.trustedExamples()).containsExactly("film=pos trust 1", "no id=pos trust 1");
    }

    @Test
    void aLateLabelWinsThoughTheRecordIsNewer() {
        join.review("r1", "first", "own", 2_000);
        join.label("r1", "late", 1_000);
        join.label("r2", "late", 1_000);
        join.review("r2", "second", "own", 2_000);

        assertThat(join.examples()).containsExactly("first=own", "first=late", "second=late");
        assertThat(join.count("superseded")).isZero();
    }

    @Test
    void theNewerOfEquallyTrustedLabelsWins() {
        reopen(Map.of(OWN, "2", LATE, "2"));

        join.label("r1", "late", 1_500);
        join.review("r1", "film", "own", 2_000);
        join.label("r1", "earlier", 1_999);
        join.label("r1", "later", 3_000);

        assertThat(join.trustedExamples()).containsExactly("film=own trust 2", "film=later trust 2");
        assertThat(join.count("superseded")).isEqualTo(1);
    }

    @Test
    void aLateLabelThatIsTrustedLessIsDropped() {
        reopen(Map.of(OWN, "3"));

        join.review("r1", "film", "own", 1_000);
        join.label("r1", "late", 2_000);

        assertThat(join.trustedExamples()).containsExactly("film=own trust 3");
        assertThat(join.count("superseded")).isEqualTo(1);
    }

    @Test
    void labelsOfRecordsCanBeSwitchedOff() {
        reopen(Map.of(OWN, "ignore"));

        join.review(null, "no id", "own", 1_000);
        join.review("r1", "film", "own", 1_000);
        join.label("r1", "late", 500);

        assertThat(join.trustedExamples()).containsExactly("film=late trust 2");
    }

    @Test
    void aLabelThatIsTooLongOrHasControlCharactersBecomesADeadLetter() {
        String tooLong = "x".repeat(201);
        join.review(null, "no id", tooLong, 1_000);
        join.review("own", "film", "be\u0007ll", 1_000);
        join.label("late", tooLong, 2_000);
        join.label("own", "pos", 2_000);

        assertThat(join.examples()).containsExactly("film=pos");
        assertThat(join.deadLetters())
                .containsExactly(
                        "reviews null LABEL_INVALID", "reviews own LABEL_INVALID", "review-labels late LABEL_INVALID");
    }

    @Test
    void anInvalidLabelThatDoesNotCountIsIgnored() {
        reopen(Map.of(OWN, "ignore"));

        join.review(null, "no id", "x".repeat(201), 1_000);

        assertThat(join.deadLetters()).isEmpty();
    }

    private void reopen(Map<String, String> settings) {
        join.close();
        join = new LabelJoinUnderTest(state, settings);
    }
}
