package dev.millrace.streams.hotswap;

import dev.millrace.model.Classifier;
import dev.millrace.records.ModelStamp;

/**
 * One thread's classifier of a loaded model. The thread that opened it is the only one to use and close it.
 *
 * @param stamp identifies the model; predictions carry it
 * @param sample an input that the model is known to answer
 */
public record ClassifierHandle<T>(Classifier<T> classifier, ModelStamp stamp, T sample) implements AutoCloseable {

    /** Whether this handle belongs to the same load of a model as {@code current}. */
    @SuppressWarnings("ReferenceEquality") // each load has a stamp object of its own
    public boolean isOf(ModelStamp current) {
        return stamp == current;
    }

    @Override
    public void close() {
        classifier.close();
    }
}
