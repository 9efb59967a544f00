package dev.millrace.streams.classification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchLimitTest {

    private static final Duration POLL_INTERVAL = Duration.ofSeconds(8);

    private final BatchLimit limit = new BatchLimit(64, POLL_INTERVAL);

    @Test
    void doublesWhileCallsAreFastUpToTheConfiguredMaximum() {
        assertThat(IntStream.range(0, 8).mapToObj(call -> callAtLimit(Duration.ofMillis(1), 1)))
                .containsExactly(1, 2, 4, 8, 16, 32, 64, 64);
    }

    @Test
    void neverLetsTheCallsOfARoundComeNearThePollIntervalHoweverSlowTheModel() {
        for (int millisARecord : new int[] {1, 10, 100, 300}) {
            BatchLimit slow = new BatchLimit(64, POLL_INTERVAL);
            for (int call = 0; call < 100; call++) {
                Duration took = Duration.ofMillis((long) slow.inputs() * millisARecord);
                slow.called(slow.inputs(), took, 4);
                assertThat(took.multipliedBy(4)).isLessThanOrEqualTo(POLL_INTERVAL.dividedBy(4));
            }
        }
    }

    @Test
    void dropsAtOnceForASlowerModelAndGrowsAgainWithAFastOne() {
        grow();

        limit.called(64, Duration.ofMillis(6_400), 1);
        assertThat(limit.inputs()).isEqualTo(10);

        limit.called(10, Duration.ofMillis(900), 1);
        assertThat(limit.inputs()).isEqualTo(10);

        limit.called(10, Duration.ofMillis(10), 1);
        assertThat(limit.inputs()).isEqualTo(20);
    }

    @Test
    void sharesTheTimeAmongThePartitionsOfTheThread() {
        grow();

        limit.called(64, Duration.ofMillis(6_400), 5);

        assertThat(limit.inputs()).isEqualTo(2);
    }

    @Test
    void asksForOneInputEvenOfAModelThatIsTooSlowForThat() {
        limit.called(1, Duration.ofMinutes(1), 4);

        assertThat(limit.inputs()).isEqualTo(1);
    }

    @Test
    void doesNotGrowByCallsThatHadLessToDo() {
        List<Integer> limits = new ArrayList<>();
        for (int call = 0; call < 3; call++) {
            limit.called(1, Duration.ofMillis(1), 1);
            limits.add(limit.inputs());
        }

        assertThat(limits).containsExactly(2, 2, 2);
    }

    private void grow() {
        while (limit.inputs() < 64) {
            var unused = callAtLimit(Duration.ofMillis(1), 1);
        }
    }

    private int callAtLimit(Duration took, int partitions) {
        int inputs = limit.inputs();
        limit.called(inputs, took, partitions);
        return inputs;
    }
}
