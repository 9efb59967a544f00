package dev.millrace.streams.hotswap;

import dev.millrace.model.Classification;
import dev.millrace.model.Classifier;
import dev.millrace.model.LoadedModel;
import dev.millrace.model.Outcome;
import dev.millrace.model.spec.Labels;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a model at the batch sizes it will see and checks its answers.
 *
 * @param samples inputs that every healthy model answers, at least one
 * @param largestBatch the largest size; the others are 1, 2, 4 … below it
 */
record WarmUp<T>(List<T> samples, int largestBatch) {

    private static final float TOLERANCE = 1e-3f;

    /** @throws RefusedModelException when it fails, rejects a sample, or its scores are not probabilities of its labels */
    void run(LoadedModel<T> model) throws RefusedModelException {
        Labels labels = model.artifact().manifest().labels();
        try (Classifier<T> classifier = model.newClassifier()) {
            for (int size : sizes()) {
                check(classifier.classify(batch(size)), size, labels);
            }
        } catch (RuntimeException | OutOfMemoryError e) {
            throw RefusedModelException.of(e, Refusal.FAILED_SANITY);
        }
    }

    private List<Integer> sizes() {
        List<Integer> sizes = new ArrayList<>();
        for (int size = 1; size < largestBatch; size *= 2) {
            sizes.add(size);
        }
        sizes.add(largestBatch);
        return sizes;
    }

    private List<T> batch(int size) {
        List<T> batch = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            batch.add(samples.get(i % samples.size()));
        }
        return batch;
    }

    private static void check(List<Outcome> outcomes, int expected, Labels labels) throws RefusedModelException {
        if (outcomes.size() != expected) {
            throw new RefusedModelException(
                    Refusal.FAILED_SANITY, "required " + expected + " answers, got " + outcomes.size());
        }
        for (Outcome outcome : outcomes) {
            String problem = outcome.fold(
                    classified -> problemOf(classified.classification(), labels),
                    rejected -> "required an answer to a sample, got a rejection: " + rejected.reason());
            if (!problem.isEmpty()) {
                throw new RefusedModelException(Refusal.FAILED_SANITY, problem);
            }
        }
    }

    private static String problemOf(Classification classification, Labels labels) {
        if (!List.copyOf(classification.scores().keySet()).equals(labels.names())) {
            return "required the labels " + labels.names() + ", got "
                    + classification.scores().keySet();
        }
        float sum = 0;
        for (float score : classification.scores().values()) {
            if (!(score >= 0 && score <= 1)) {
                return "required scores of 0 to 1, got " + score;
            }
            sum += score;
        }
        return Math.abs(sum - 1) <= TOLERANCE ? "" : "required scores that sum to 1, got " + sum;
    }
}
