package dev.millrace.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.spec.FitSettings;
import dev.millrace.model.spec.Optimizer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** A fit is cancelled after one step, while the next batch is being prepared. */
final class FitLoopEndTest {

    private static final int BATCH = 4;
    private static final FitPlan PLAN =
            new FitPlan(new FitSettings(Optimizer.ADAM, 0.1, BATCH, 1, 0, 5), Schedule.COSINE, 1, Optional.empty());

    private final AtomicInteger prepared = new AtomicInteger();
    private final AtomicBoolean isCancelled = new AtomicBoolean();
    private final AtomicBoolean isOvertaken = new AtomicBoolean();
    private final Thread fit = new Thread(this::fit);

    @Test
    void endsOnlyWhenNoBatchIsBeingPrepared() throws InterruptedException {
        fit.start();
        fit.join();

        assertThat(isCancelled).isTrue();
        assertThat(isOvertaken).isFalse();
    }

    private void fit() {
        new FitLoop<>(PLAN, this::prepare, new CancelledAfterOneStep(), System::nanoTime)
                .fit(new ScriptedLearner(0.6), new Numbers(20), new Numbers(10));
    }

    /** From the second batch on, takes until the fit waits or has ended. */
    private Integer prepare(Integer features, RandomGenerator random) {
        if (prepared.incrementAndGet() > BATCH) {
            while (!isCancelled.get() || fit.getState() == Thread.State.RUNNABLE) {
                Thread.onSpinWait();
            }
            isOvertaken.compareAndSet(false, !fit.isAlive());
        }
        return features;
    }

    private final class CancelledAfterOneStep implements FitWatch {

        private int steps;

        @Override
        public boolean isCancelled() {
            isCancelled.set(steps++ > 0);
            return isCancelled.get();
        }

        @Override
        public void epochEnded(int epoch, EpochFigures figures) {}
    }
}
