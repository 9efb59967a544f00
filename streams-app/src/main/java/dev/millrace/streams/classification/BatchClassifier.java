package dev.millrace.streams.classification;

import dev.millrace.model.Classifier;
import dev.millrace.model.Outcome;
import dev.millrace.model.Rejection;
import dev.millrace.streams.deadletter.DeadLetterReason;
import dev.millrace.streams.deadletter.Failure;
import dev.millrace.streams.deadletter.Stage;
import dev.millrace.streams.hotswap.CurrentModel;
import dev.millrace.streams.hotswap.ServingModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Classifies a batch with the model of the moment, one version for all of it. When the network itself fails, the batch is
 * halved until only the record that makes it fail is rejected. Owned by one stream thread.
 */
final class BatchClassifier<T> implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(BatchClassifier.class);

    private final CurrentModel<T> currentModel;
    private final BatchListener listener;
    private @Nullable ServingModel<T> opened;
    private @Nullable Classifier<T> classifier;

    /** Told of each call of the network. */
    @FunctionalInterface
    interface BatchListener {
        void classified(int size, long nanoseconds);
    }

    BatchClassifier(CurrentModel<T> currentModel, BatchListener listener) {
        this.currentModel = currentModel;
        this.listener = listener;
    }

    boolean isCurrent(ServingModel<T> model) {
        return currentModel.get() == model;
    }

    /** One answer an input, in input order. */
    List<Answer<T>> answers(List<T> inputs) {
        Classifier<T> ready = classifierOfNow();
        ServingModel<T> model = java.util.Objects.requireNonNull(opened);
        long started = System.nanoTime();
        List<Answer<T>> answers = new ArrayList<>(inputs.size());
        classify(ready, model, inputs, answers);
        listener.classified(inputs.size(), System.nanoTime() - started);
        return answers;
    }

    private void classify(Classifier<T> ready, ServingModel<T> model, List<T> inputs, List<Answer<T>> answers) {
        try {
            ready.classify(inputs).forEach(outcome -> answers.add(answer(model, outcome)));
        } catch (RuntimeException e) {
            if (inputs.size() == 1) {
                log.warn("Network failed on a record: model={}", model.version(), e);
                answers.add(failed(model, Rejection.CLASSIFIER_FAILURE, "the network failed: " + e));
            } else {
                int half = inputs.size() / 2;
                classify(ready, model, inputs.subList(0, half), answers);
                classify(ready, model, inputs.subList(half, inputs.size()), answers);
            }
        }
    }

    private static <T> Answer<T> answer(ServingModel<T> model, Outcome outcome) {
        return outcome.fold(
                classified -> new Answer.Predicted<>(classified.classification(), model),
                rejected -> failed(model, rejected.reason(), rejected.detail()));
    }

    private static <T> Answer<T> failed(ServingModel<T> model, Rejection reason, String detail) {
        return new Answer.Failed<>(
                new Failure(Stage.PROCESSING, DeadLetterReason.of(reason), detail, Optional.of(model.version())));
    }

    /** The feed may replace and close the model just read: then there is a newer one to open. */
    private Classifier<T> classifierOfNow() {
        while (true) {
            ServingModel<T> now = currentModel.get();
            if (now == opened && classifier != null) {
                return classifier;
            }
            close();
            try {
                classifier = now.loaded().newClassifier();
                opened = now;
                return classifier;
            } catch (IllegalStateException e) {
                if (currentModel.get() == now) {
                    throw e;
                }
            }
        }
    }

    @Override
    public void close() {
        if (classifier != null) {
            classifier.close();
        }
        classifier = null;
        opened = null;
    }
}
