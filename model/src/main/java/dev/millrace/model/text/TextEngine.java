package dev.millrace.model.text;

import dev.millrace.model.onednn.OneDnn;
import dev.millrace.model.onednn.Precision;
import dev.millrace.model.spec.TextArchitecture;

/** A network's weights, prepared for scorers of any number of threads. */
interface TextEngine extends AutoCloseable {

    /** Creates a scorer for one thread; close it before this engine. */
    TextScorer newScorer();

    /** The precision of its products. */
    Precision precision();

    @Override
    void close();

    /**
     * Creates the fastest engine for these weights on this machine.
     *
     * @param values in the order of {@link TextWeights}; must not change any more
     */
    static TextEngine of(TextArchitecture shape, float[][] values, Precision precision) {
        int words = values[TextWeights.EMBEDDING].length / shape.embeddingSize();
        boolean hasOneDnn = OneDnn.isAvailable();
        boolean isNarrow = hasOneDnn && precision == Precision.BFLOAT16;
        if (PrecomputedInputWeights.areSmall(shape, words) && !(isNarrow && OneDnn.hasTiles())) {
            return new PrecomputedInputEngine(shape, values, isNarrow ? precision : Precision.FLOAT32);
        }
        return hasOneDnn ? new ChunkedOneDnnEngine(shape, values, precision) : new PackedTextEngine(shape, values);
    }
}
