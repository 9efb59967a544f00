package dev.millrace.streams.labels;

import static dev.millrace.streams.labels.LabelJoinUnderTest.WINDOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels whose window has ended, more than one punctuation removes. */
final class LabelExpiryTest {

    private static final int MANY = 12_000;
    private static final Duration TICK = Duration.ofSeconds(1);

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
    void keepsUpWithTheArrivalOfLabelsAtAnyRate() {
        sendLabels("old", MANY);
        join.pass(WINDOW.plus(TICK));

        sendLabels("new", MANY / 4);

        long old = join.deadLetters().stream()
                .filter(letter -> letter.contains(" old"))
                .distinct()
                .count();
        assertThat(old).isEqualTo(MANY);
        assertThat(stored("review-waiting-labels")).isEqualTo(MANY / 4);
        assertThat(stored("review-waiting-label-arrivals")).isEqualTo(MANY / 4);
    }

    @Test
    void removesInSlicesWhileNoLabelsArrive() {
        sendLabels("old", MANY);

        join.pass(WINDOW.plus(TICK));
        int first = join.deadLetters().size();
        join.pass(TICK);
        int second = join.deadLetters().size();
        join.pass(TICK);
        int third = join.deadLetters().size();

        assertThat(first).isBetween(1, MANY / 2);
        assertThat(second).isBetween(1, MANY / 2);
        assertThat(first + second + third).isEqualTo(MANY);
    }

    @Test
    void anExpiredLabelIsNotJoinedEvenIfItIsStillThere() {
        sendLabels("old", MANY);
        join.pass(WINDOW.plus(TICK));

        join.review("old" + (MANY - 1), "film", 1_000);

        assertThat(join.examples()).isEmpty();
        join.pass(TICK);
        join.pass(TICK);
        assertThat(join.deadLetters().size()).isEqualTo(MANY);
    }

    @Test
    void aLabelThatFoundItsEventLeavesNothingToExpire() {
        join.label("r1", "pos", 2_000);
        join.review("r1", "film", 1_000);

        assertThat(join.examples()).containsExactly("film=pos");
        assertThat(stored("review-waiting-labels")).isZero();
        assertThat(stored("review-waiting-label-arrivals")).isZero();
    }

    private void sendLabels(String prefix, int number) {
        for (int i = 0; i < number; i++) {
            join.label(prefix + i, "pos", 2_000);
        }
    }

    private int stored(String name) {
        KeyValueStore<Bytes, byte[]> store = join.driver().getKeyValueStore(name);
        int number = 0;
        try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
            for (; all.hasNext(); all.next()) {
                number++;
            }
        }
        return number;
    }
}
