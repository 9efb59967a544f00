package dev.millrace.trainer.training;

import dev.millrace.model.artifact.Weights;
import dev.millrace.model.fitting.Learner;
import dev.millrace.model.spec.Architecture;
import dev.millrace.model.spec.FitSettings;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Fits one task's network to a selection of examples. For one thread. */
public final class Fitter<F, T> {

    private final TaskPipeline<F, T> pipeline;
    private final StartFrom startFrom;
    private final LongSupplier nanoTime;

    /** @param nanoTime a clock that only runs forward */
    public Fitter(TaskPipeline<F, T> pipeline, StartFrom startFrom, LongSupplier nanoTime) {
        this.pipeline = pipeline;
        this.startFrom = startFrom;
        this.nanoTime = nanoTime;
    }

    /** The network that was fitted, the version its weights were carried over from, if any, and what came of it. */
    public record Fitted(Architecture architecture, Optional<String> startedFrom, FitResult result) {}

    /** Takes as long as the plan says; may be called any number of times. */
    public Fitted fit(Selection selection, FitPlan plan, Optional<Champion> incumbent, FitWatch watch) {
        FitSettings settings = plan.settings();
        Architecture architecture = pipeline.architecture(selection.training().contents());
        Optional<Weights> start = incumbent
                .filter(model -> startFrom == StartFrom.INCUMBENT)
                .flatMap(model ->
                        pipeline.carriedOver(model.artifact(), architecture, selection.labels(), settings.seed()));
        Function<byte[], F> features = pipeline.features(architecture);
        try (Learner<F> learner = pipeline.learner(architecture, selection.labels(), settings, start)) {
            FitResult result = new FitLoop<F>(plan, pipeline.augmentation(), watch, nanoTime)
                    .fit(
                            learner,
                            selection.training().as(features),
                            selection.validation().as(features));
            return new Fitted(architecture, start.flatMap(weights -> incumbent.map(Champion::version)), result);
        }
    }
}
