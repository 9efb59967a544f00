package dev.millrace.benchmarks;

import dev.millrace.model.fitting.Learner;
import dev.millrace.model.image.ImageLearner;
import dev.millrace.model.image.RgbImage;
import dev.millrace.model.spec.FitSettings;
import dev.millrace.model.spec.ImageArchitecture;
import dev.millrace.model.spec.Optimizer;
import dev.millrace.model.spec.TextArchitecture;
import dev.millrace.model.text.TextLearner;
import java.util.List;
import java.util.Optional;

/** Optimiser steps as the trainer performs them. */
final class MillraceTraining<F> implements Subject {

    private final Learner<F> learner;
    private final List<F> features;
    private final int[] truths;

    private MillraceTraining(Learner<F> learner, List<F> features, int[] truths) {
        this.learner = learner;
        this.features = features;
        this.truths = truths;
    }

    static Subject open(Network network, int batch, int threads) {
        Samples samples = new Samples();
        return network == Network.CNN
                ? new MillraceTraining<>(
                        images(batch, threads),
                        samples.images(batch),
                        samples.truths(batch, Samples.IMAGE_LABELS.size()))
                : new MillraceTraining<>(
                        reviews(batch, threads),
                        samples.tokens(batch),
                        samples.truths(batch, Samples.REVIEW_LABELS.size()));
    }

    static Learner<RgbImage> images(int batch, int threads) {
        return ImageLearner.open(
                ImageArchitecture.standard(),
                Samples.IMAGE_LABELS.size(),
                settings(batch, 0.5),
                Optional.empty(),
                threads);
    }

    static TextLearner reviews(int batch, int threads) {
        return TextLearner.open(
                TextArchitecture.standard(),
                Samples.WORDS,
                Samples.REVIEW_LABELS.size(),
                settings(batch, 0),
                Optional.empty(),
                threads);
    }

    static FitSettings settings(int batch, double dropout) {
        return new FitSettings(Optimizer.ADAM, 0.001, batch, 1, dropout, 1);
    }

    @Override
    public float run() {
        return (float) learner.step(features, truths, 0.001);
    }

    @Override
    public void close() {
        learner.close();
    }
}
