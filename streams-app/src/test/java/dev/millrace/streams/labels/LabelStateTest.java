package dev.millrace.streams.labels;

import static dev.millrace.streams.labels.LabelJoinUnderTest.WINDOW;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.records.Origin;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values in the stores that a newer version wrote, which an app finds after a rollback. */
final class LabelStateTest {

    private static final byte NEXT_VERSION = StateValue.VERSION + 1;

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
    void everyStoredValueBeginsWithTheVersion() {
        join.review("r1", "film", 1_000);
        join.label("r1", "pos", 2_000);
        join.label("r2", "pos", 2_000);

        WindowStore<Bytes, byte[]> events = join.driver().getWindowStore("review-events-by-time");
        KeyValueStore<Bytes, byte[]> labels = join.driver().getKeyValueStore("review-waiting-labels");
        KeyValueStore<Bytes, byte[]> arrivals = join.driver().getKeyValueStore("review-waiting-label-arrivals");
        assertThat(values(events.all())).hasSize(3).allMatch(value -> value[0] == StateValue.VERSION);
        assertThat(values(labels.all())).hasSize(1).allMatch(value -> value[0] == StateValue.VERSION);
        assertThat(values(arrivals.all())).hasSize(1).allMatch(value -> value[0] == StateValue.VERSION);
    }

    @Test
    void anEventOfAnotherVersionCountsAsAbsentSoThatItsLabelBecomesADeadLetter() {
        join.review("r1", "film", 1_000);
        WindowStore<Bytes, byte[]> events = join.driver().getWindowStore("review-events-by-time");
        try (KeyValueIterator<Windowed<Bytes>, byte[]> all = events.all()) {
            all.forEachRemaining(entry -> events.put(
                    entry.key.key(),
                    nextVersion(entry.value),
                    entry.key.window().start()));
        }

        join.label("r1", "pos", 2_000);
        join.pass(WINDOW.plus(Duration.ofSeconds(2)));

        assertThat(join.examples()).isEmpty();
        assertThat(join.deadLetters()).containsExactly("review-labels r1 LABEL_WITHOUT_RECORD");
        assertThat(join.count("state.unreadable")).isEqualTo(1);
    }

    @Test
    void aLabelOfAnotherVersionIsCountedAndRemovedWhenItExpires() {
        join.label("r1", "pos", 2_000);
        KeyValueStore<Bytes, byte[]> labels = join.driver().getKeyValueStore("review-waiting-labels");
        Bytes id = Bytes.wrap("r1".getBytes(UTF_8));
        labels.put(id, nextVersion(labels.get(id)));

        join.review("r1", "film", 1_000);
        join.pass(WINDOW.plus(Duration.ofSeconds(2)));

        assertThat(join.examples()).isEmpty();
        assertThat(join.deadLetters()).isEmpty();
        assertThat(labels.get(id)).isNull();
        assertThat(join.count("state.unreadable")).isEqualTo(2);
    }

    @Test
    void anEventThatIsReadAgainFindsTheLabelThatItTook() {
        EventBuffer events = new EventBuffer(
                join.driver().getWindowStore("review-events-by-time"),
                WINDOW,
                new StateValue(new LabelMetrics(new SimpleMeterRegistry()), "review"));
        byte[] id = "r1".getBytes(UTF_8);
        BufferedEvent event = new BufferedEvent(new Origin("reviews", 0, 7L, 1_000L), new byte[] {1});
        BufferedEvent other = new BufferedEvent(new Origin("reviews", 0, 8L, 1_000L), new byte[] {1});
        BufferedEvent label = new BufferedEvent(new Origin("review-labels", 0, 3L, 2_000L), new byte[] {9});
        long now = LabelJoinUnderTest.START.toEpochMilli();

        events.putLabel(id, events.put(id, event, now), label);

        assertThat(events.label(id, events.put(id, event, now + 5)))
                .map(BufferedEvent::origin)
                .contains(label.origin());
        assertThat(events.label(id, events.put(id, other, now + 5))).isEmpty();
    }

    private static byte[] nextVersion(byte[] value) {
        byte[] next = value.clone();
        next[0] = NEXT_VERSION;
        return next;
    }

    private static <K> List<byte[]> values(KeyValueIterator<K, byte[]> found) {
        List<byte[]> values = new ArrayList<>();
        try (found) {
            for (; found.hasNext(); ) {
                KeyValue<K, byte[]> entry = found.next();
                values.add(entry.value);
            }
        }
        return values;
    }
}
