package dev.millrace.streams.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RestartPolicyTest {

    private static final Duration START = Duration.ofDays(1);

    private final RestartPolicy policy = new RestartPolicy(3, Duration.ofMinutes(10), TransientFailures::isTransient);

    @Test
    void replacesAThreadAfterLongerAndLongerPauses() {
        assertThat(IntStream.range(0, 3)
                        .mapToObj(second -> policy.onFailure(new IllegalStateException(), START.plusSeconds(second)))
                        .map(pause -> pause.orElseThrow().toMillis()))
                .containsExactly(100L, 200L, 400L);
    }

    @Test
    void endsAClientWhoseThreadsDieTooOften() {
        for (int death = 0; death < 3; death++) {
            assertThat(policy.onFailure(new IllegalStateException(), START)).isPresent();
        }

        assertThat(policy.onFailure(new IllegalStateException(), START)).isEmpty();
    }

    @Test
    void forgetsDeathsOfLongAgo() {
        for (int death = 0; death < 3; death++) {
            var unused = policy.onFailure(new IllegalStateException(), START);
        }

        assertThat(policy.onFailure(new IllegalStateException(), START.plusMinutes(11)))
                .contains(Duration.ofMillis(100));
    }

    @Test
    void retriesTransientFailuresHoweverOftenTheyOccur() {
        for (int death = 0; death < 100; death++) {
            assertThat(policy.onFailure(new IllegalStateException(new IOException()), START))
                    .isPresent();
        }
    }

    @Test
    void backsOffFromRepeatedFailuresAndResetsAfterAQuietMinute() {
        IOException full = new IOException("No space left on device");
        Duration now = START;
        Duration pause = Duration.ZERO;
        for (int death = 0; death < 20; death++) {
            pause = policy.onFailure(full, now).orElseThrow();
            now = now.plus(pause);
        }

        assertThat(pause).isEqualTo(Duration.ofSeconds(10));
        assertThat(policy.onFailure(full, now.plusSeconds(61))).contains(Duration.ofMillis(100));
    }

    @Test
    void endsAClientAtOnceForAnError() {
        assertThat(policy.onFailure(new IllegalStateException(new OutOfMemoryError()), START))
                .isEmpty();
    }
}
