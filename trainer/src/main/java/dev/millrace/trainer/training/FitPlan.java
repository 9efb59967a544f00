package dev.millrace.trainer.training;

import dev.millrace.model.spec.FitSettings;
import java.time.Duration;
import java.util.Optional;

/**
 * How to fit, and when to stop.
 *
 * @param patience epochs without a lower validation loss after which the fit ends, at least 1
 * @param budget wall-clock time after which the fit ends in the middle of an epoch; with a budget, the schedule follows
 *     epochs or time, whichever is further on, and the result depends on the machine's speed
 */
public record FitPlan(FitSettings settings, Schedule schedule, int patience, Optional<Duration> budget) {

    public FitPlan {
        if (patience < 1) {
            throw new IllegalArgumentException("patience must be at least 1, got " + patience);
        }
        if (budget.isPresent() && !(budget.get().compareTo(Duration.ZERO) > 0)) {
            throw new IllegalArgumentException("budget must be greater than zero, got " + budget.get());
        }
    }

    /** Share of the budget that is used up; 0 without one. */
    double budgetUsed(Duration elapsed) {
        return budget.map(limit -> (double) elapsed.toNanos() / limit.toNanos()).orElse(0.0);
    }
}
