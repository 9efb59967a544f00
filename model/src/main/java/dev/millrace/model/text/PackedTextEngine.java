package dev.millrace.model.text;

import dev.millrace.model.onednn.Precision;
import dev.millrace.model.spec.TextArchitecture;

/** Serves with the training network's forward pass if oneDNN is missing. */
final class PackedTextEngine implements TextEngine {

    private final TextArchitecture shape;
    private final float[][] values;

    PackedTextEngine(TextArchitecture shape, float[][] values) {
        this.shape = shape;
        this.values = values;
    }

    @Override
    public TextScorer newScorer() {
        RecurrentPass pass = new RecurrentPass(shape);
        pass.load(values);
        return pass;
    }

    @Override
    public Precision precision() {
        return Precision.FLOAT32;
    }

    /** Does nothing; its scorers hold everything that must be freed. */
    @Override
    public void close() {}
}
