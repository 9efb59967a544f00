package dev.millrace.streams.labels;

import static dev.millrace.streams.labels.LabelJoinUnderTest.MAX_EXAMPLE_BYTES;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Examples that the labelled topic would refuse. */
final class LabelSizeTest {

    private static final String LONG = "x".repeat(MAX_EXAMPLE_BYTES);

    @TempDir
    Path state;

    private LabelJoinUnderTest join;

    @BeforeEach
    void open() {
        join = new LabelJoinUnderTest(state);
    }

    @AfterEach
    void close() {
        join.close();
    }

    @Test
    void theRecordThatBringsTheLabelBecomesADeadLetter() {
        join.review(null, LONG, "pos", 1_000);
        join.review("own", LONG, "pos", 1_000);
        join.review("late", LONG, 1_000);
        join.label("late", "pos", 2_000);
        join.label("early", "pos", 2_000);
        join.review("early", LONG, 1_000);

        assertThat(join.examples().size()).isZero();
        assertThat(join.deadLetters())
                .containsExactly(
                        "reviews null EXAMPLE_TOO_LARGE",
                        "reviews own EXAMPLE_TOO_LARGE",
                        "review-labels late EXAMPLE_TOO_LARGE",
                        "review-labels early EXAMPLE_TOO_LARGE");
        assertThat(join.count("dead.letters")).isEqualTo(4);
        assertThat(join.count("own") + join.count("joined")).isZero();
    }

    @Test
    void smallerOnesBehindThemAreForwarded() {
        join.review("large", LONG, "pos", 1_000);
        join.review("small", "film", "pos", 1_000);

        assertThat(join.examples()).containsExactly("film=pos");
    }
}
