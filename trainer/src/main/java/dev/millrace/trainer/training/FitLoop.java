package dev.millrace.trainer.training;

import dev.millrace.model.artifact.Weights;
import dev.millrace.model.fitting.Learner;
import dev.millrace.trainer.training.FitResult.Best;
import dev.millrace.trainer.training.FitResult.Stop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Fits a learner: shuffled mini-batches, validation after each epoch, early stopping that keeps the best epoch.
 *
 * <p>The best epoch has the lowest validation loss. An epoch whose loss or weights are not finite is never the best.
 * Without a time budget the same learner, data and seed give the same weights. One thread uses an instance for one fit;
 * a second thread prepares batches.
 *
 * @param <F> one example's features
 */
public final class FitLoop<F> {

    private final FitPlan plan;
    private final Augmentation<F> augmentation;
    private final FitWatch watch;
    private final LongSupplier nanoTime;
    private final long startedAt;
    private final List<EpochFigures> epochs = new ArrayList<>();
    private Optional<Best> best = Optional.empty();
    private double bestLoss = Double.POSITIVE_INFINITY;

    /** @param nanoTime a monotonic clock, such as {@code System::nanoTime} */
    public FitLoop(FitPlan plan, Augmentation<F> augmentation, FitWatch watch, LongSupplier nanoTime) {
        this.plan = plan;
        this.augmentation = augmentation;
        this.watch = watch;
        this.nanoTime = nanoTime;
        this.startedAt = nanoTime.getAsLong();
    }

    /**
     * Fits until the plan, the watch or the figures stop it. May be called once. When it returns or throws, no thread reads
     * the datasets any more.
     *
     * @param learner with its starting weights; the caller keeps ownership
     * @param training at least one example
     * @param validation at least one example
     */
    public FitResult fit(Learner<F> learner, Dataset<F> training, Dataset<F> validation) {
        if (training.size() == 0 || validation.size() == 0) {
            throw new IllegalArgumentException("a fit requires examples to train on and to validate with, got "
                    + training.size() + " and " + validation.size());
        }
        ExecutorService preparer = Executors.newSingleThreadExecutor(task -> new Thread(task, "batch-preparer"));
        try {
            return fit(learner, training, validation, preparer);
        } finally {
            preparer.shutdown();
            awaitEnd(preparer);
        }
    }

    /** What is still being prepared reads data that the caller may close as soon as the fit has ended. */
    private static void awaitEnd(ExecutorService preparer) {
        boolean wasInterrupted = false;
        while (!preparer.isTerminated()) {
            try {
                var unused = preparer.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                wasInterrupted = true;
            }
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private FitResult fit(Learner<F> learner, Dataset<F> training, Dataset<F> validation, ExecutorService preparer) {
        Optional<Stop> stop = Optional.empty();
        while (stop.isEmpty()) {
            long epochSeed = plan.settings().seed() * 1_000_003 + epochs.size();
            int batchSize = plan.settings().batchSize();
            stop = epoch(
                    learner, new MiniBatches<>(training, augmentation, preparer, batchSize, epochSeed), validation);
        }
        return new FitResult(epochs, best, stop.get());
    }

    private Optional<Stop> epoch(Learner<F> learner, MiniBatches<F> batches, Dataset<F> validation) {
        long epochStartedAt = nanoTime.getAsLong();
        double lossSum = 0;
        int steps = 0;
        while (batches.hasNext() && !(steps > 0 && isBudgetUsedUp())) {
            if (watch.isCancelled()) {
                return Optional.of(Stop.CANCELLED);
            }
            MiniBatches.Batch<F> batch = batches.next();
            lossSum += learner.step(batch.features(), batch.labels(), learningRate(batches));
            steps++;
            if (!Double.isFinite(lossSum)) {
                return Optional.of(Stop.DIVERGED);
            }
        }
        Evaluation evaluation = Evaluation.of(learner, validation);
        EpochFigures figures = new EpochFigures(lossSum / steps, evaluation, since(epochStartedAt));
        epochs.add(figures);
        watch.epochEnded(epochs.size() - 1, figures);
        return judge(learner, evaluation);
    }

    private Optional<Stop> judge(Learner<F> learner, Evaluation evaluation) {
        if (!Double.isFinite(evaluation.loss())) {
            return Optional.of(Stop.DIVERGED);
        }
        if (evaluation.loss() < bestLoss) {
            Weights weights = learner.weights();
            if (!weights.isFinite()) {
                return Optional.of(Stop.DIVERGED);
            }
            bestLoss = evaluation.loss();
            best = Optional.of(new Best(epochs.size() - 1, weights));
        }
        return stopAfterEpoch();
    }

    private Optional<Stop> stopAfterEpoch() {
        int sinceBest = epochs.size() - 1 - best.map(Best::epoch).orElse(-1);
        if (epochs.size() >= plan.settings().epochs()) {
            return Optional.of(Stop.ALL_EPOCHS);
        }
        if (isBudgetUsedUp()) {
            return Optional.of(Stop.BUDGET);
        }
        return sinceBest >= plan.patience() ? Optional.of(Stop.NO_IMPROVEMENT) : Optional.empty();
    }

    private double learningRate(MiniBatches<F> batches) {
        double epochsDone =
                (epochs.size() + batches.shareTaken()) / plan.settings().epochs();
        double progress = Math.max(epochsDone, plan.budgetUsed(since(startedAt)));
        return plan.settings().learningRate() * plan.schedule().factor(progress);
    }

    private boolean isBudgetUsedUp() {
        return plan.budgetUsed(since(startedAt)) >= 1;
    }

    private Duration since(long then) {
        return Duration.ofNanos(nanoTime.getAsLong() - then);
    }
}
