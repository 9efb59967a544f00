package dev.millrace.streams.hotswap;

import dev.millrace.model.Classifier;
import dev.millrace.records.ModelStamp;

/** One thread's classifier together with the stamp of the model it belongs to. Owned, used and closed by that thread. */
public record ClassifierHandle<T>(Classifier<T> classifier, ModelStamp stamp, T sample) implements AutoCloseable {

    /** Whether this is still of the model that new batches shall use. */
    @SuppressWarnings("ReferenceEquality") // each load has a stamp object of its own
    public boolean isOf(ModelStamp current) {
        return stamp == current;
    }

    @Override
    public void close() {
        classifier.close();
    }
}
