package dev.millrace.benchmarks.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.benchmarks.platform.BenchmarkFailure;
import org.junit.jupiter.api.Test;

class AnswerCountTest {

    private static final Row ROW = new Row(StreamSubject.MILLRACE, Encoding.RAW, Row.EXACTLY_ONCE, 1);

    private final AnswerCount answers = new AnswerCount(10, 3);

    @Test
    void isCompleteOnceEachRecordIsAnswered() {
        answers.take(12);
        answers.take(10);
        assertThat(answers.isComplete()).isFalse();

        answers.take(11);

        assertThat(answers.isComplete()).isTrue();
        assertThatCode(() -> answers.requireOneEach(ROW)).doesNotThrowAnyException();
    }

    @Test
    void findsAnAnswerThatCameAgain() {
        answers.take(10);
        answers.take(10);

        assertThat(answers.distinct()).isEqualTo(1);
        assertThatThrownBy(() -> answers.requireOneEach(ROW))
                .isInstanceOf(BenchmarkFailure.class)
                .hasMessageContaining("millrace image raw exactly_once_v2 1");
    }

    @Test
    void countsALateAnswerOfAnEarlierRoundAsRepeated() {
        answers.take(9);

        assertThat(answers.distinct()).isZero();
        assertThatThrownBy(() -> answers.requireOneEach(ROW)).isInstanceOf(BenchmarkFailure.class);
    }

    @Test
    void refusesAnAnswerToARecordThatWasNeverSent() {
        assertThatThrownBy(() -> answers.take(13))
                .isInstanceOf(BenchmarkFailure.class)
                .hasMessageContaining("13")
                .hasMessageContaining("0 to 12");
    }
}
