package dev.millrace.streams.testing;

import dev.millrace.fixtures.Artifacts;
import dev.millrace.model.Classification;
import dev.millrace.model.Classifier;
import dev.millrace.model.LoadedModel;
import dev.millrace.model.Outcome;
import dev.millrace.model.Rejection;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.onednn.Precision;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.streams.hotswap.ServingModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Answers pos to texts that start with "good", rejects empty ones, fails on batches with "poison" in them, and remembers
 * every batch.
 */
public final class FakeModel implements LoadedModel<String> {

    public static final String POISON = "poison";
    public static final String SAMPLE = "good sample";

    private final ModelArtifact artifact;
    private final List<List<String>> batches = new ArrayList<>();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger closes = new AtomicInteger();
    private volatile boolean broken;
    private volatile boolean exhausted;
    private volatile Consumer<List<String>> failure = inputs -> {};
    private volatile long nanosAnInput;
    private volatile int timeFor = Integer.MAX_VALUE;

    public FakeModel(ModelArtifact artifact) {
        this.artifact = artifact;
    }

    public static FakeModel tiny() {
        return new FakeModel(Artifacts.tiny(0.5f));
    }

    public ServingModel<String> as(String version) {
        return ServingModel.of(DefaultTasks.REVIEW, version, this, SAMPLE);
    }

    /** Makes every later call slow. */
    public FakeModel slow(Duration anInput) {
        nanosAnInput = anInput.toNanos();
        return this;
    }

    /** Has every later call end after so many inputs. */
    public void haveTimeFor(int inputs) {
        timeFor = inputs;
    }

    /** Makes every later call fail. */
    public void breakDown() {
        broken = true;
    }

    /** Makes every later call run out of memory. */
    public void exhaust() {
        exhausted = true;
    }

    /** Passes each later batch to {@code next} first, which may fail on it. */
    public void failBy(Consumer<List<String>> next) {
        failure = next;
    }

    public List<List<String>> batches() {
        return batches;
    }

    public int openClassifiers() {
        return open.get();
    }

    public int closes() {
        return closes.get();
    }

    @Override
    public ModelArtifact artifact() {
        return artifact;
    }

    @Override
    public Precision precision() {
        return Precision.FLOAT32;
    }

    @Override
    public Classifier<String> newClassifier() {
        if (closes.get() > 0) {
            throw new IllegalStateException("model is closed");
        }
        open.incrementAndGet();
        return new Classifier<>() {
            private boolean closed;

            @Override
            public List<Outcome> classify(List<String> inputs) {
                if (closed) {
                    throw new IllegalStateException("classifier is closed");
                }
                batches.add(List.copyOf(inputs));
                LockSupport.parkNanos(inputs.size() * nanosAnInput);
                if (exhausted) {
                    throw new OutOfMemoryError("exhausted");
                }
                failure.accept(inputs);
                if (broken || inputs.contains(POISON)) {
                    throw new IllegalStateException("poisoned");
                }
                return inputs.stream().map(FakeModel.this::answer).toList();
            }

            @Override
            public List<Outcome> classifyFirst(List<String> inputs) {
                return classify(inputs.subList(0, Math.min(timeFor, inputs.size())));
            }

            @Override
            public void close() {
                if (closed) {
                    throw new IllegalStateException("classifier is closed twice");
                }
                closed = true;
                open.decrementAndGet();
            }
        };
    }

    @Override
    public void close() {
        closes.incrementAndGet();
    }

    private Outcome answer(String text) {
        if (text.isEmpty()) {
            return new Outcome.Rejected(Rejection.EMPTY_TEXT, "no token");
        }
        float positive = text.startsWith("good") ? 0.75f : 0.25f;
        return new Outcome.Classified(
                Classification.of(artifact.manifest().labels(), new float[] {1 - positive, positive}));
    }
}
