package dev.millrace.trainer.runs;

import dev.millrace.model.spec.FitSettings;
import dev.millrace.trainer.gate.GateSettings;
import dev.millrace.trainer.training.FitPlan;
import dev.millrace.trainer.training.LabelLimits;
import dev.millrace.trainer.training.SelectionSettings;
import dev.millrace.trainer.training.StartFrom;
import dev.millrace.trainer.training.TriggerSettings;

/**
 * How a task's runs work.
 *
 * @param plan each run adds a number of its own to the seed, so that no two runs shuffle alike
 */
public record RunSettings(
        TriggerSettings trigger,
        SelectionSettings selection,
        LabelLimits labels,
        FitPlan plan,
        StartFrom startFrom,
        GateSettings gate) {

    /** The plan with a run's own seed. */
    FitPlan planWith(long seed) {
        FitSettings fit = plan.settings();
        FitSettings seeded = new FitSettings(
                fit.optimizer(), fit.learningRate(), fit.batchSize(), fit.epochs(), fit.dropout(), seed);
        return new FitPlan(seeded, plan.schedule(), plan.patience(), plan.budget());
    }
}
