package dev.millrace.cli.evaluate;

import dev.millrace.model.onednn.Precision;
import java.util.List;

/** The precisions in which to evaluate a model. */
public enum PrecisionChoice {
    FLOAT32,
    BFLOAT16,
    /** Both, to show whether bfloat16 may serve. */
    BOTH;

    List<Precision> precisions() {
        return switch (this) {
            case FLOAT32 -> List.of(Precision.FLOAT32);
            case BFLOAT16 -> List.of(Precision.BFLOAT16);
            case BOTH -> List.of(Precision.FLOAT32, Precision.BFLOAT16);
        };
    }
}
