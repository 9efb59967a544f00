package dev.millrace.benchmarks.stream;

import dev.millrace.benchmarks.StandardModels;
import dev.millrace.model.Classifier;
import dev.millrace.model.LoadedModel;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.image.ImageLimits;
import dev.millrace.model.image.ImageModels;
import dev.millrace.model.text.TextLimits;
import dev.millrace.model.text.TextModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/** The ceiling's {@code main}: a number of threads decode and classify in a loop, and do nothing else. */
final class CeilingApp {

    private static final int BATCH = 64;
    private static final int WARM_UPS = 3;
    private static final long GLANCE_NANOS = 500_000;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MICRO = 1e3;

    private CeilingApp() {}

    /**
     * Measures once.
     *
     * @param arguments encoding, threads, number of records to measure, file for the records per second and the
     *     microseconds of processor time per record
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Encoding encoding = Encoding.valueOf(arguments[0]);
        int threads = Integer.parseInt(arguments[1]);
        int records = Integer.parseInt(arguments[2]);
        ModelArtifact artifact = StandardModels.artifact(encoding.network());
        Round round = encoding == Encoding.TEXT
                ? measure(TextModels.load(artifact, TextLimits.standard()), Inputs.reviews(), threads, records)
                : measure(
                        ImageModels.load(artifact, ImageLimits.standard()), Inputs.images(encoding), threads, records);
        Files.writeString(Path.of(arguments[3]), round.perSecond() + " " + round.cpuMicros());
    }

    /** Measures as many records as a subject that uses Kafka answers in a round, after as many warm-up records. */
    private static <T> Round measure(LoadedModel<T> model, List<T> inputs, int threads, int records)
            throws InterruptedException {
        AtomicBoolean goesOn = new AtomicBoolean(true);
        LongAdder done = new LongAdder();
        List<Thread> loops = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            loops.add(new Thread(() -> classify(model, inputs, goesOn, done), "ceiling-" + thread));
        }
        loops.forEach(Thread::start);
        awaitDone(done, (long) WARM_UPS * records);
        long doneBefore = done.sum();
        Duration cpuBefore = processorTime();
        long startedAt = System.nanoTime();
        awaitDone(done, doneBefore + records);
        long measured = done.sum() - doneBefore;
        double nanos = System.nanoTime() - startedAt;
        Duration cpu = processorTime().minus(cpuBefore);
        goesOn.set(false);
        for (Thread loop : loops) {
            loop.join();
        }
        model.close();
        return new Round(measured * NANOS_PER_SECOND / nanos, cpu.toNanos() / NANOS_PER_MICRO / measured);
    }

    private static <T> void classify(LoadedModel<T> model, List<T> inputs, AtomicBoolean goesOn, LongAdder done) {
        try (Classifier<T> classifier = model.newClassifier()) {
            for (int from = 0; goesOn.get(); from = (from + BATCH) % inputs.size()) {
                done.add(classifier.classify(inputs.subList(from, from + BATCH)).size());
            }
        }
    }

    private static void awaitDone(LongAdder done, long records) {
        while (done.sum() < records) {
            LockSupport.parkNanos(GLANCE_NANOS);
        }
    }

    private static Duration processorTime() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }
}
