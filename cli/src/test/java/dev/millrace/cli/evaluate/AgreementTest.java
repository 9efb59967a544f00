package dev.millrace.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.Classification;
import dev.millrace.model.Labels;
import dev.millrace.model.Outcome;
import dev.millrace.model.Rejection;
import java.util.ArrayList;
import java.util.Collections;
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

    @Test
    void sufficesOnlyWhereBothRulesHold() {
        assertThat(ofThousand(5).suffices(0.002)).isTrue();
        assertThat(ofThousand(5).suffices(-0.0021)).isFalse();
        assertThat(ofThousand(5).suffices(0.0021)).isFalse();
        assertThat(ofThousand(6).suffices(0)).isFalse();
        assertThat(new Agreement().suffices(0)).isFalse();
    }

    private static Agreement ofThousand(int different) {
        List<Outcome> other = new ArrayList<>(Collections.nCopies(1000, A));
        Collections.fill(other.subList(0, different), B);
        Agreement agreement = new Agreement();
        agreement.add(Collections.nCopies(1000, A), other);
        return agreement;
    }

    private static Outcome said(float... probabilities) {
        return new Outcome.Classified(Classification.of(Labels.of("a", "b"), probabilities));
    }
}
