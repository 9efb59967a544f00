package dev.millrace.trainer.runs;

import dev.millrace.model.spec.Task;
import dev.millrace.trainer.training.EpochFigures;
import dev.millrace.trainer.training.FitWatch;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs and meters each epoch. */
record RunWatch(Task task, RunMetrics metrics, BooleanSupplier cancellation) implements FitWatch {

    private static final Logger log = LoggerFactory.getLogger(RunWatch.class);

    @Override
    public boolean isCancelled() {
        return cancellation.getAsBoolean();
    }

    @Override
    public void epochEnded(int epoch, EpochFigures figures) {
        metrics.epochEnded(figures);
        log.info(String.format(
                Locale.ROOT,
                "Epoch ended: task=%s epoch=%d trainingLoss=%.4f validationLoss=%.4f validationAccuracy=%.1f%% seconds=%.1f",
                task.id(),
                epoch + 1,
                figures.trainingLoss(),
                figures.validation().loss(),
                100 * figures.validation().accuracy(),
                figures.duration().toMillis() / 1e3));
    }
}
