package dev.millrace.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.Classification;
import dev.millrace.model.Outcome;
import dev.millrace.model.Rejection;
import dev.millrace.model.spec.Labels;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgreementTest {

    private static final Outcome A = said(0.9f, 0.1f);
    private static final Outcome B = said(0.2f, 0.8f);
    private static final Outcome REJECTED = new Outcome.Rejected(Rejection.EMPTY_TEXT, "empty");

    @Test
    void countsEqualAnswersAmongThoseThatWereClassified() {
        Agreement agreement = new Agreement();

        agreement.add(List.of(A, B, REJECTED), List.of(A, A, REJECTED));

        assertThat(agreement.share()).isEqualTo(0.5);
    }

    private static Outcome said(float... probabilities) {
        return new Outcome.Classified(Classification.of(Labels.of("a", "b"), probabilities));
    }
}
