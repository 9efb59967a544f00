package dev.millrace.trainer.training;

import dev.millrace.model.artifact.Weights;
import dev.millrace.model.fitting.Learner;
import dev.millrace.model.spec.Architecture;
import dev.millrace.model.spec.FitSettings;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Fits one task's network to a selection of examples. Not thread-safe. */
public final class Fitter<F, T> {

    private final TaskPipeline<F, T> pipeline;
    private final StartFrom startFrom;
    private final LongSupplier nanoTime;

    /** @param nanoTime a monotonic clock */
    public Fitter(TaskPipeline<F, T> pipeline, StartFrom startFrom, LongSupplier nanoTime) {
        this.pipeline = pipeline;
        this.startFrom = startFrom;
        this.nanoTime = nanoTime;
    }

    /**
     * A fitted network.
     *
     * @param startedFrom the version whose weights it started from; empty if it started from new ones
     */
    public record Fitted(Architecture architecture, Optional<String> startedFrom, FitResult result) {}

    /**
     * Fits one network. Takes as long as the plan allows. May be called any number of times.
     *
     * @param champion the model to start from if settings say so; empty if there is none
     */
    public Fitted fit(Selection selection, FitPlan plan, Optional<Champion> champion, FitWatch watch) {
        FitSettings settings = plan.settings();
        Architecture architecture =
                pipeline.architecture(selection.training().contents(), champion.map(Champion::artifact));
        Optional<Weights> start = champion.filter(model -> startFrom == StartFrom.CHAMPION)
                .flatMap(model ->
                        pipeline.carriedOver(model.artifact(), architecture, selection.labels(), settings.seed()));
        Function<byte[], F> features = pipeline.features(architecture);
        try (Learner<F> learner = pipeline.learner(architecture, selection.labels(), settings, start)) {
            FitResult result = new FitLoop<F>(plan, pipeline.augmentation(), watch, nanoTime)
                    .fit(
                            learner,
                            selection.training().as(features),
                            selection.validation().as(features));
            return new Fitted(architecture, start.flatMap(weights -> champion.map(Champion::version)), result);
        }
    }
}
