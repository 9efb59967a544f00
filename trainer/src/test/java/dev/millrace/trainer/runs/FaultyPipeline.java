package dev.millrace.trainer.runs;

import dev.millrace.model.LoadedModel;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.artifact.Weights;
import dev.millrace.model.fitting.Learner;
import dev.millrace.model.onednn.Precision;
import dev.millrace.model.spec.Architecture;
import dev.millrace.model.spec.FitSettings;
import dev.millrace.model.spec.Labels;
import dev.millrace.model.spec.Task;
import dev.millrace.trainer.BrightnessPipeline;
import dev.millrace.trainer.training.Augmentation;
import dev.millrace.trainer.training.TaskPipeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;

/** Fails on the features of every example until it is repaired. */
final class FaultyPipeline implements TaskPipeline<Float, Float> {

    final AtomicInteger fits = new AtomicInteger();
    private final BrightnessPipeline sound = new BrightnessPipeline();
    private volatile Runnable fault = () -> {
        throw new UncheckedIOException(new IOException("the disk does not give it"));
    };

    void repair() {
        fault = () -> {};
    }

    void failWith(Runnable anotherFault) {
        fault = anotherFault;
    }

    @Override
    public Task task() {
        return sound.task();
    }

    @Override
    public Architecture architecture(Stream<byte[]> trainingContents, Optional<ModelArtifact> champion) {
        return sound.architecture(trainingContents, champion);
    }

    @Override
    public Function<byte[], Float> features(Architecture architecture) {
        fits.incrementAndGet();
        return this::input;
    }

    @Override
    public Augmentation<Float> augmentation() {
        return sound.augmentation();
    }

    @Override
    public Optional<Weights> carriedOver(ModelArtifact champion, Architecture architecture, Labels labels, long seed) {
        return sound.carriedOver(champion, architecture, labels, seed);
    }

    @Override
    public Learner<Float> learner(
            Architecture architecture, Labels labels, FitSettings settings, Optional<Weights> start) {
        return sound.learner(architecture, labels, settings, start);
    }

    @Override
    public LoadedModel<Float> load(ModelArtifact artifact, Precision precision) {
        return sound.load(artifact, precision);
    }

    @Override
    public Float input(byte[] content) {
        fault.run();
        return sound.input(content);
    }
}
