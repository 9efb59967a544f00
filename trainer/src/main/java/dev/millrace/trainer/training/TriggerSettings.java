package dev.millrace.trainer.training;

import java.time.Duration;
import java.util.Optional;

/**
 * When a run starts by itself.
 *
 * <p>The number of new labels that starts a run grows with the data: it is {@code growth} times the examples that the
 * last run had, but at least {@code newLabels}. A young installation, where every few hundred examples improve the
 * model, retrains every minute or so; a mature one does not refit the same data all day. With the standard settings
 * there are about eight runs on the way from 500 to 5,000 examples, and eleven more on the way to 50,000. The interval
 * picks up labels that arrive more slowly.
 *
 * @param minimumExamples in the store; with fewer, only a command starts a run
 * @param newLabels at least 1
 * @param growth 0 or more
 * @param interval since the end of the last run
 */
public record TriggerSettings(int minimumExamples, int newLabels, double growth, Duration interval) {

    public TriggerSettings {
        if (minimumExamples < 1 || newLabels < 1) {
            throw new IllegalArgumentException(
                    "minimum examples and new labels must be at least 1, got " + minimumExamples + " and " + newLabels);
        }
        if (!(growth >= 0 && Double.isFinite(growth))) {
            throw new IllegalArgumentException("growth must be 0 or more, got " + growth);
        }
        if (interval.isNegative() || interval.isZero()) {
            throw new IllegalArgumentException("interval must be greater than zero, got " + interval);
        }
    }

    /** 500 examples, 500 new labels, a growth of a quarter, an hour. */
    public static TriggerSettings standard() {
        return new TriggerSettings(500, 500, 0.25, Duration.ofHours(1));
    }

    /**
     * Whether a run should start by itself, and why.
     *
     * @param examples number of examples in the store
     * @param unlearned labels that no finished run has seen
     * @param sinceLastRun time since the end of the last run, or since this trainer was elected
     */
    public Optional<Trigger> due(int examples, long unlearned, Duration sinceLastRun) {
        if (examples < minimumExamples || unlearned < 1) {
            return Optional.empty();
        }
        double learned = Math.max(0, examples - unlearned);
        if (unlearned >= Math.max(newLabels, growth * learned)) {
            return Optional.of(Trigger.NEW_LABELS);
        }
        return sinceLastRun.compareTo(interval) >= 0 ? Optional.of(Trigger.INTERVAL) : Optional.empty();
    }
}
