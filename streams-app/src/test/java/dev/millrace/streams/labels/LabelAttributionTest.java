package dev.millrace.streams.labels;

import static dev.millrace.fixtures.RegistrylessTopics.bytes;
import static dev.millrace.fixtures.RegistrylessTopics.review;
import static dev.millrace.streams.labels.LabelJoinUnderTest.SKEW;
import static dev.millrace.streams.labels.LabelJoinUnderTest.WINDOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.records.Origin;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.WindowStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which event a label belongs to if an id is used for several, as by a camera. */
final class LabelAttributionTest {

    private static final Duration MOMENT = Duration.ofSeconds(1);

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
    void aLabelThatFoundItsEventIsNotGivenToTheNext() {
        join.review("c1", "good", 1_000);
        join.label("c1", "pos", 2_000);
        join.review("c1", "dull", 3_000);

        assertThat(join.examples()).containsExactly("good=pos");
    }

    @Test
    void aLabelThatWaitedIsGivenToOneEventOnly() {
        join.label("c1", "pos", 2_000);
        join.review("c1", "good", 1_000);
        join.review("c1", "dull", 1_500);

        assertThat(join.examples()).containsExactly("good=pos");
    }

    @Test
    void aLabelIsGivenToTheNewestEventThatIsNotAfterIt() {
        join.review("c1", "early", 1_000);
        join.pass(MOMENT);
        join.review("c1", "same time", 2_000);
        join.pass(MOMENT);
        join.review("c1", "later", 2_001);

        join.label("c1", "pos", 2_000);

        assertThat(join.examples()).containsExactly("same time=pos");
    }

    @Test
    void theOrderOfTheEventsTimesCountsNotThatOfTheirArrival() {
        join.review("c1", "newest", 3_000);
        join.pass(WINDOW.dividedBy(2).plusMinutes(1));
        join.review("c1", "before", 2_000);
        join.pass(MOMENT);
        join.review("c1", "oldest", 1_000);

        join.label("c1", "pos", 5_000);
        join.label("c1", "neg", 2_500);

        assertThat(join.examples()).containsExactly("newest=pos", "before=neg");
    }

    @Test
    void anEventWithAnotherIdOfTheSameBeginningIsAnother() {
        join.review("c1", "right", 1_000);
        join.review("c11", "wrong", 1_500);
        join.review("c", "wrong", 1_500);

        join.label("c1", "pos", 2_000);

        assertThat(join.examples()).containsExactly("right=pos");
    }

    @Test
    void aCorrectionOfAnEarlierEventIsNotSupersededByTheNewerLabelOfALaterEvent() {
        join.review("c1", "good", 1_000);
        join.label("c1", "pos", 2_000);
        join.review("c1", "dull", 3_000);
        join.label("c1", "neg", 4_000);

        join.label("c1", "best", 2_500);
        join.label("c1", "worst", 2_400);

        assertThat(join.examples()).containsExactly("good=pos", "dull=neg", "good=best");
        assertThat(join.count("superseded")).isEqualTo(1);
    }

    @Test
    void anEventLittleLaterThanItsLabelIsForgivenTheSkewOfTheirClocks() {
        join.review("c1", "good", 1_000 + SKEW.toMillis());
        join.review("c1", "dull", 1_001 + SKEW.toMillis());
        join.label("c1", "pos", 1_000);

        join.label("c2", "neg", 1_000);
        join.review("c2", "bad", 1_000 + SKEW.toMillis());

        assertThat(join.examples()).containsExactly("good=pos", "bad=neg");
    }

    @Test
    void aLabelDoesNotBelongToAnEventThatIsMuchLater() {
        join.review("c1", "good", 1_001 + SKEW.toMillis());
        join.label("c1", "pos", 1_000);
        join.label("c2", "neg", 1_000);
        join.review("c2", "bad", 1_001 + SKEW.toMillis());

        join.pass(WINDOW.plus(MOMENT));

        assertThat(join.examples()).isEmpty();
        assertThat(join.deadLetters())
                .containsExactlyInAnyOrder(
                        "review-labels c1 LABEL_WITHOUT_RECORD", "review-labels c2 LABEL_WITHOUT_RECORD");
    }

    @Test
    void anEventStoredByAnInstanceWithAClockAheadIsFound() {
        storeAhead(Duration.ofSeconds(30), "good", 1_000);

        join.label("c1", "pos", 2_000);

        assertThat(join.examples()).containsExactly("good=pos");
    }

    @Test
    void anEventIsStoredThoughAnotherInstancesClockIsAheadByMoreThanTheWindow() {
        storeAhead(WINDOW.plusMinutes(9), "ahead", 1_000);
        join.review("c1", "good", 2_000);

        join.label("c1", "pos", 2_000);

        assertThat(join.examples()).containsExactly("good=pos");
    }

    private void storeAhead(Duration ahead, String text, long timestamp) {
        WindowStore<Bytes, byte[]> store = join.driver().getWindowStore("review-events-by-time");
        StateValue values = new StateValue(new LabelMetrics(new SimpleMeterRegistry()), "review");
        BufferedEvent event = new BufferedEvent(new Origin("reviews", 0, 7L, timestamp), review(text));
        new EventBuffer(store, WINDOW, values)
                .put(bytes("c1"), event, LabelJoinUnderTest.START.plus(ahead).toEpochMilli());
    }
}
