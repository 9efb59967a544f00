package dev.millrace.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class TriggerSettingsTest {

    private static final Duration SOON = Duration.ofMinutes(1);
    private static final Duration LATE = Duration.ofMinutes(60);

    private final TriggerSettings trigger = TriggerSettings.standard();

    @Test
    void startsTheFirstRunWithTheMinimumOfExamples() {
        assertThat(trigger.due(499, 499, LATE)).isEmpty();
        assertThat(trigger.due(500, 500, SOON)).hasValue(Trigger.NEW_LABELS);
    }

    @Test
    void startsTheNextWhenTheDataHasGrownByAShare() {
        assertThat(trigger.due(5_000, 999, SOON)).isEmpty();
        assertThat(trigger.due(5_001, 1_001, SOON)).hasValue(Trigger.NEW_LABELS);
        assertThat(trigger.due(100_000, 19_000, SOON)).isEmpty();
        assertThat(trigger.due(100_000, 20_000, SOON)).hasValue(Trigger.NEW_LABELS);
    }

    @Test
    void doesNotRunForAFewLabelsHoweverSmallTheData() {
        assertThat(trigger.due(900, 400, SOON)).isEmpty();
        assertThat(trigger.due(1_000, 500, SOON)).hasValue(Trigger.NEW_LABELS);
    }

    @Test
    void runsWhenTheIntervalHasPassedAndThereIsOneNewLabelAtLeast() {
        assertThat(trigger.due(100_000, 1, LATE)).hasValue(Trigger.INTERVAL);
        assertThat(trigger.due(100_000, 0, LATE)).isEmpty();
        assertThat(trigger.due(100_000, 1, SOON)).isEmpty();
    }

    @Test
    void countsRelabelledExamplesOfAFullStore() {
        assertThat(trigger.due(1_000, 5_000, SOON)).hasValue(Trigger.NEW_LABELS);
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThatThrownBy(() -> new TriggerSettings(0, 1, 0, LATE)).hasMessageContaining("at least 1");
        assertThatThrownBy(() -> new TriggerSettings(1, 1, -0.1, LATE)).hasMessageContaining("growth");
        assertThatThrownBy(() -> new TriggerSettings(1, 1, 0, Duration.ZERO)).hasMessageContaining("interval");
    }
}
