package dev.millrace.streams.classification;

import dev.millrace.streams.deadletter.DeadLetters;
import dev.millrace.streams.hotswap.CurrentModel;
import java.time.Duration;
import java.time.InstantSource;

/**
 * What the classification of one task is made of; shared by all threads of its client.
 *
 * @param clock against which the latency of a prediction is measured
 */
public record ClassificationDependencies<T>(
        ThreadStages<T> stages,
        PredictionWriter predictions,
        DeadLetters deadLetters,
        ClassificationMetrics metrics,
        InstantSource clock) {

    /**
     * What may be sent in one piece, and classified in one call.
     *
     * @param batchSize inputs a call of the network at the most
     * @param pollInterval after which a thread that did not poll is taken for dead
     * @param predictionBytes of a record of the prediction topic at the most, key and headers included
     * @param deadLetterBytes of a record of the dead-letter topic at the most, likewise
     */
    public record Limits(int batchSize, Duration pollInterval, int predictionBytes, int deadLetterBytes) {

        public Limits {
            if (batchSize < 1) {
                throw new IllegalArgumentException("batch size must be at least 1, got " + batchSize);
            }
        }
    }

    public static <T> ClassificationDependencies<T> of(
            ClassificationFlow<T> flow, CurrentModel<T> current, Limits limits, ClassificationMetrics metrics) {
        return new ClassificationDependencies<>(
                new ThreadStages<>(() -> new LookAheadStage<>(
                        flow.reader(),
                        current,
                        new BatchLimit(limits.batchSize(), limits.pollInterval()),
                        metrics.ofOneThread(),
                        System::nanoTime)),
                new PredictionWriter(flow.predictions(), limits.predictionBytes()),
                new DeadLetters(limits.deadLetterBytes()),
                metrics,
                InstantSource.system());
    }
}
