package dev.millrace.streams.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RestartPolicyTest {

    private static final Instant START = Instant.EPOCH;

    private final RestartPolicy policy = new RestartPolicy(3, Duration.ofMinutes(10), IOException.class);

    @Test
    void replacesAThreadAfterLongerAndLongerPauses() {
        assertThat(IntStream.range(0, 3)
                        .mapToObj(second -> policy.onDeath(new IllegalStateException(), START.plusSeconds(second)))
                        .map(pause -> pause.orElseThrow().toMillis()))
                .containsExactly(100L, 200L, 400L);
    }

    @Test
    void endsAClientWhoseThreadsDieTooOften() {
        for (int death = 0; death < 3; death++) {
            assertThat(policy.onDeath(new IllegalStateException(), START)).isPresent();
        }

        assertThat(policy.onDeath(new IllegalStateException(), START)).isEmpty();
    }

    @Test
    void forgetsDeathsOfLongAgo() {
        for (int death = 0; death < 3; death++) {
            var unused = policy.onDeath(new IllegalStateException(), START);
        }

        assertThat(policy.onDeath(new IllegalStateException(), START.plus(Duration.ofMinutes(11))))
                .contains(Duration.ofMillis(100));
    }

    @Test
    void waitsForWhatPassesHoweverOftenItComes() {
        for (int death = 0; death < 100; death++) {
            assertThat(policy.onDeath(new IllegalStateException(new IOException()), START))
                    .isPresent();
        }
    }

    @Test
    void endsAClientAtOnceForAnError() {
        assertThat(policy.onDeath(new IllegalStateException(new OutOfMemoryError()), START))
                .isEmpty();
    }
}
