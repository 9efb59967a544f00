package dev.millrace.trainer.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.trainer.training.Trigger;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class RunRetriesTest {

    private static final Duration FIRST = Duration.ofMinutes(1);

    private final RunRetries retries = new RunRetries(new RunRetries.Settings(FIRST, Duration.ofMinutes(3), 4));

    @Test
    void doublesThePauseUpToTheLongest() {
        assertThat(pauseAfterFailure()).isEqualTo(FIRST);
        assertThat(pauseAfterFailure()).isEqualTo(Duration.ofMinutes(2));
        assertThat(pauseAfterFailure()).isEqualTo(Duration.ofMinutes(3));
        assertThat(pauseAfterFailure()).isEqualTo(Duration.ofMinutes(3));
    }

    @Test
    void givesUpAfterTheLimit() {
        for (int failure = 0; failure < 5; failure++) {
            retries.ended(Trigger.NEW_LABELS, true, 0);
        }

        assertThat(retries.due(Duration.ofDays(1).toNanos())).isEmpty();
    }

    @Test
    void beginsAnewAfterARunThatDidNotFail() {
        for (int failure = 0; failure < 5; failure++) {
            retries.ended(Trigger.NEW_LABELS, true, 0);
        }
        retries.ended(Trigger.COMMAND, false, 0);
        assertThat(retries.due(Duration.ofDays(1).toNanos())).isEmpty();

        assertThat(pauseAfterFailure()).isEqualTo(FIRST);
    }

    @Test
    void repeatsTheTriggerAndCountsAcrossTheClocksOverflow() {
        long now = Long.MAX_VALUE - 5;
        retries.ended(Trigger.COMMAND, true, now);

        assertThat(retries.due(now + FIRST.toNanos() - 1)).isEmpty();
        assertThat(retries.due(now + FIRST.toNanos())).hasValue(Trigger.COMMAND);
    }

    @Test
    void refusesPausesThatMakeNoSense() {
        assertThatThrownBy(() -> new RunRetries.Settings(Duration.ZERO, FIRST, 1))
                .hasMessageContaining("greater than zero");
        assertThatThrownBy(() -> new RunRetries.Settings(FIRST, Duration.ofSeconds(1), 1))
                .hasMessageContaining("at most the longest");
        assertThatThrownBy(() -> new RunRetries.Settings(FIRST, FIRST, -1)).hasMessageContaining("got -1");
    }

    /** In whole minutes. */
    private Duration pauseAfterFailure() {
        retries.ended(Trigger.NEW_LABELS, true, 0);
        Duration pause = Duration.ZERO;
        while (retries.due(pause.toNanos()).isEmpty()) {
            pause = pause.plusMinutes(1);
        }
        return pause;
    }
}
