package dev.millrace.streams.classification;

import dev.millrace.streams.deadletter.DeadLetters;
import dev.millrace.streams.hotswap.CurrentModel;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Collaborators of one task's classification, shared by all threads of its client.
 *
 * @param writesJson whether each prediction is also written as JSON
 * @param clock measures the latency of predictions
 */
public record ClassificationDependencies<T>(
        ThreadStages<T> stages,
        PredictionWriter predictions,
        boolean writesJson,
        DeadLetters deadLetters,
        ClassificationMetrics metrics,
        InstantSource clock) {

    /**
     * Limits of inference calls and output records.
     *
     * @param batchSize maximum inputs per inference call, at least 1
     * @param processingInterval time that a thread may process records before it loses its partitions or its transaction
     * @param predictionBytes largest prediction in bytes, including key and headers
     * @param deadLetterBytes largest dead letter in bytes, including key and headers
     */
    public record Limits(int batchSize, Duration processingInterval, int predictionBytes, int deadLetterBytes) {

        public Limits {
            if (batchSize < 1) {
                throw new IllegalArgumentException("batch size must be at least 1, got " + batchSize);
            }
        }
    }

    /** Creates the collaborators, which read events of {@code flow} and classify them with the {@code current} model. */
    public static <T> ClassificationDependencies<T> of(
            ClassificationFlow<T> flow, CurrentModel<T> current, Limits limits, ClassificationMetrics metrics) {
        return new ClassificationDependencies<>(
                new ThreadStages<>(() -> new LookAheadStage<>(
                        flow.reader(),
                        current,
                        new BatchLimit(limits.batchSize(), limits.processingInterval()),
                        metrics.newThreadListener(),
                        System::nanoTime)),
                new PredictionWriter(flow.predictions(), limits.predictionBytes()),
                flow.jsonPredictions().isPresent(),
                new DeadLetters(limits.deadLetterBytes()),
                metrics,
                InstantSource.system());
    }
}
