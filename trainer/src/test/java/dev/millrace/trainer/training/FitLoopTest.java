package dev.millrace.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.model.spec.FitSettings;
import dev.millrace.model.spec.Optimizer;
import dev.millrace.trainer.training.FitResult.Stop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class FitLoopTest {

    private static final Numbers TRAINING = new Numbers(20);
    private static final Numbers VALIDATION = new Numbers(10);

    private final List<EpochFigures> watched = new ArrayList<>();
    private long now;
    private int stepsUntilCancelled = Integer.MAX_VALUE;

    @Test
    void keepsTheWeightsOfTheBestEpoch() {
        ScriptedLearner learner = new ScriptedLearner(0.6, 0.8, 0.7, 0.65);

        FitResult result = fit(learner, plan(4, 10, Optional.empty()));

        assertThat(result.best()).map(FitResult.Best::epoch).hasValue(1);
        assertThat(stepsKept(result)).isEqualTo(2 * 5);
        assertThat(result.stop()).isEqualTo(Stop.ALL_EPOCHS);
        assertThat(result.epochs()).isEqualTo(watched).hasSize(4);
    }

    @Test
    void stopsWhenPatienceIsUsedUp() {
        ScriptedLearner learner = new ScriptedLearner(0.6, 0.8, 0.7, 0.75, 0.9);

        FitResult result = fit(learner, plan(10, 2, Optional.empty()));

        assertThat(result.stop()).isEqualTo(Stop.NO_IMPROVEMENT);
        assertThat(result.epochs()).hasSize(4);
        assertThat(result.best()).map(FitResult.Best::epoch).hasValue(1);
    }

    @Test
    void neverTakesAnEpochWhoseLossIsNoNumber() {
        ScriptedLearner learner = new ScriptedLearner(0.6, Double.NaN, 0.99);

        FitResult result = fit(learner, plan(10, 5, Optional.empty()));

        assertThat(result.stop()).isEqualTo(Stop.DIVERGED);
        assertThat(result.best()).map(FitResult.Best::epoch).hasValue(0);
    }

    @Test
    void keepsNothingWhenTheFirstEpochIsNoNumber() {
        FitResult result = fit(new ScriptedLearner(Double.NaN), plan(10, 5, Optional.empty()));

        assertThat(result.stop()).isEqualTo(Stop.DIVERGED);
        assertThat(result.best()).isEmpty();
    }

    @Test
    void throwsWhatKeptABatchFromBeingPrepared() {
        Augmentation<Integer> failing = (features, random) -> {
            throw new IllegalArgumentException("required side 8, got 16");
        };
        FitLoop<Integer> loop = new FitLoop<>(plan(1, 1, Optional.empty()), failing, FitWatch.none(), System::nanoTime);

        assertThatThrownBy(() -> loop.fit(new ScriptedLearner(0.6), TRAINING, VALIDATION))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("required side 8, got 16");
    }

    @Test
    void stopsInTheMiddleOfAnEpochThatDiverges() {
        ScriptedLearner learner = new ScriptedLearner(0.6);
        learner.stepLoss = Double.NaN;

        FitResult result = fit(learner, plan(10, 5, Optional.empty()));

        assertThat(result.stop()).isEqualTo(Stop.DIVERGED);
        assertThat(learner.batches).hasSize(1);
        assertThat(result.epochs()).isEmpty();
    }

    @Test
    void neverKeepsWeightsThatAreNoNumbers() {
        ScriptedLearner learner = new ScriptedLearner(0.6);
        learner.weightFactor = Float.POSITIVE_INFINITY;

        FitResult result = fit(learner, plan(10, 5, Optional.empty()));

        assertThat(result.stop()).isEqualTo(Stop.DIVERGED);
        assertThat(result.best()).isEmpty();
    }

    @Test
    void keepsToItsTimeAndValidatesWhatItHas() {
        ScriptedLearner learner = new ScriptedLearner(0.6, 0.7);

        FitResult result = fit(learner, plan(100, 5, Optional.of(Duration.ofSeconds(7))));

        assertThat(result.stop()).isEqualTo(Stop.BUDGET);
        assertThat(learner.batches.size()).isBetween(1, 17);
        assertThat(result.best()).isPresent();
        assertThat(watched).hasSize(result.epochs().size());
    }

    @Test
    void takesOneStepAtLeastHoweverShortTheTime() {
        ScriptedLearner learner = new ScriptedLearner(0.6);

        FitResult result = fit(learner, plan(100, 5, Optional.of(Duration.ofNanos(1))));

        assertThat(result.stop()).isEqualTo(Stop.BUDGET);
        assertThat(learner.batches).hasSize(1);
    }

    @Test
    void endsSoonWhenCancelled() {
        ScriptedLearner learner = new ScriptedLearner(0.6, 0.7);
        stepsUntilCancelled = 7;

        FitResult result = fit(learner, plan(100, 5, Optional.empty()));

        assertThat(result.stop()).isEqualTo(Stop.CANCELLED);
        assertThat(learner.batches).hasSize(7);
        assertThat(result.epochs()).hasSize(1);
    }

    @Test
    void showsEachExampleOnceAnEpochInAnotherOrderEachTime() {
        ScriptedLearner learner = new ScriptedLearner(0.6, 0.7);

        FitResult result = fit(learner, plan(2, 5, Optional.empty()));

        List<Integer> first = examples(learner.batches.subList(0, 5));
        List<Integer> second = examples(learner.batches.subList(5, 10));
        assertThat(result.epochs()).hasSize(2);
        assertThat(first).containsExactlyInAnyOrderElementsOf(numbers()).isNotEqualTo(numbers());
        assertThat(second).containsExactlyInAnyOrderElementsOf(numbers()).isNotEqualTo(first);
    }

    @Test
    void doesTheSameForTheSameSeed() {
        ScriptedLearner once = new ScriptedLearner(0.6, 0.7);
        ScriptedLearner again = new ScriptedLearner(0.6, 0.7);

        FitResult first = fit(once, plan(3, 5, Optional.empty()));
        FitResult second = fit(again, plan(3, 5, Optional.empty()));

        assertThat(again.batches).isEqualTo(once.batches);
        assertThat(stepsKept(second)).isEqualTo(stepsKept(first));
    }

    @Test
    void lowersTheLearningRateAlongACosine() {
        ScriptedLearner learner = new ScriptedLearner(0.6, 0.7);

        FitResult result = fit(learner, plan(10, 10, Optional.empty()));

        assertThat(result.stop()).isEqualTo(Stop.ALL_EPOCHS);
        assertThat(learner.learningRates.get(0)).isEqualTo(0.1);
        assertThat(learner.learningRates.get(25)).isCloseTo(0.1 * 0.525, within(1e-6));
        assertThat(learner.learningRates.get(49)).isLessThan(0.006);
        assertThat(learner.learningRates).isSortedAccordingTo((one, other) -> Double.compare(other, one));
    }

    @Test
    void asksForExamples() {
        FitLoop<Integer> loop = loop(plan(10, 5, Optional.empty()));

        assertThatThrownBy(() -> loop.fit(new ScriptedLearner(0.6), TRAINING, new Numbers(0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got 20 and 0");
    }

    private FitResult fit(ScriptedLearner learner, FitPlan plan) {
        watched.clear();
        return loop(plan).fit(learner, TRAINING, VALIDATION);
    }

    private FitLoop<Integer> loop(FitPlan plan) {
        FitWatch watch = new FitWatch() {
            @Override
            public boolean isCancelled() {
                return stepsUntilCancelled-- == 0;
            }

            @Override
            public void epochEnded(int epoch, EpochFigures figures) {
                assertThat(epoch).isEqualTo(watched.size());
                watched.add(figures);
            }
        };
        return new FitLoop<>(plan, Augmentation.none(), watch, () -> now += 400_000_000);
    }

    private static FitPlan plan(int epochs, int patience, Optional<Duration> budget) {
        return new FitPlan(new FitSettings(Optimizer.ADAM, 0.1, 4, epochs, 0, 5), Schedule.COSINE, patience, budget);
    }

    private static float stepsKept(FitResult result) {
        return result.best().orElseThrow().weights().tensor("steps").values()[0];
    }

    private static List<Integer> examples(List<List<Integer>> batches) {
        return batches.stream().flatMap(Collection::stream).toList();
    }

    private static List<Integer> numbers() {
        return IntStream.range(0, 20).boxed().toList();
    }
}
