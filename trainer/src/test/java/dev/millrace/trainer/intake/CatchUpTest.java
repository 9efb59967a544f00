package dev.millrace.trainer.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class CatchUpTest {

    private static final TopicPartition FIRST = new TopicPartition("labelled", 0);
    private static final TopicPartition SECOND = new TopicPartition("labelled", 1);

    private final Map<TopicPartition, Long> ends = new HashMap<>(Map.of(FIRST, 100L, SECOND, 50L));
    private int asked;
    private final CatchUp catchUp = new CatchUp("labelled", () -> {
        asked++;
        return Map.copyOf(ends);
    });

    @Test
    void isNotDoneBeforeItKnowsTheEnds() {
        assertThat(catchUp.isDone()).isFalse();
        assertThat(catchUp.progress()).hasValue("catching up with topic 'labelled', whose end is not known yet");
    }

    @Test
    void saysHowFarItIs() {
        assertThat(observe(0, 0)).isFalse();
        assertThat(observe(70, 50)).isFalse();

        assertThat(catchUp.progress())
                .hasValue("catching up with topic 'labelled': 30 of 150 offsets are left; no run starts until then");
    }

    @Test
    void isDoneAtTheEndsThatThereWereAtFirst() {
        assertThat(observe(0, 0)).isFalse();
        ends.put(FIRST, 900L);

        assertThat(observe(99, 50)).isFalse();
        assertThat(observe(100, 50)).isTrue();

        assertThat(catchUp.isDone()).isTrue();
        assertThat(catchUp.progress()).isEmpty();
    }

    @Test
    void isDoneAtOnceWhereNothingIsThere() {
        ends.replaceAll((partition, end) -> 0L);

        assertThat(observe(0, 0)).isTrue();
    }

    @Test
    void waitsForNoPartitionThatIsAddedLater() {
        assertThat(observe(0, 0)).isFalse();
        ends.put(new TopicPartition("labelled", 2), 10L);

        assertThat(observe(100, 50)).isTrue();
    }

    @Test
    void waitsForNoPartitionThatHasGone() {
        assertThat(observe(0, 50)).isFalse();
        ends.remove(FIRST);

        assertThat(catchUp.observe(Map.of(SECOND, 50L), true)).isTrue();
    }

    @Test
    void aRecreatedTopicIsCaughtUpAtItsNewEnd() {
        assertThat(observe(0, 0)).isFalse();
        ends.put(FIRST, 7L);

        assertThat(observe(3, 50)).isFalse();
        assertThat(catchUp.observe(Map.of(FIRST, 7L, SECOND, 50L), true)).isTrue();
    }

    @Test
    void aPositionBeyondTheEndIsNoEndReached() {
        assertThat(catchUp.observe(Map.of(FIRST, 5_000L, SECOND, 50L), true)).isFalse();

        assertThat(observe(100, 50)).isTrue();
    }

    @Test
    void asksForTheEndsOnlyWhereThatMayChangeSomething() {
        for (int position = 0; position < 100; position++) {
            assertThat(observe(position, 0)).isFalse();
        }

        assertThat(asked).isEqualTo(1);
    }

    private boolean observe(long first, long second) {
        return catchUp.observe(Map.of(FIRST, first, SECOND, second), false);
    }
}
