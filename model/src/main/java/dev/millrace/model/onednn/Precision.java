package dev.millrace.model.onednn;

import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;

/** The number format of a serving network's activations and weights; sums are float32 in both. */
public enum Precision {
    /** IEEE 754 single precision. */
    FLOAT32("float32"),

    /** 8 bits of exponent and 7 of mantissa. */
    BFLOAT16("bfloat16");

    /**
     * A network does more than products, so a small gain is not worth the rounding. Measured: 0.5 on a Xeon, 2 on an
     * EPYC.
     */
    private static final double LEAST_SPEEDUP = 1.3;

    private final String text;

    Precision(String text) {
        this.text = text;
    }

    /** The name in predictions, metrics and settings. */
    public String text() {
        return text;
    }

    /** Whether oneDNN is available and this processor has the instructions. */
    public boolean isAvailable() {
        int needed = dnnl.dnnl_cpu_isa_avx512_core_bf16;
        return this == FLOAT32 || (OneDnn.isAvailable() && (dnnl.dnnl_get_effective_cpu_isa() & needed) == needed);
    }

    /** Speed of products relative to float32 on this machine, timed once; 0 if not {@link #isAvailable available}. */
    public double speedup() {
        if (this == FLOAT32) {
            return 1;
        }
        return isAvailable() ? Timed.SPEEDUP_OF_BFLOAT16 : 0;
    }

    /** This precision if it is fast enough to be worth its rounding, otherwise float32. */
    public Precision orFloat32() {
        return speedup() >= LEAST_SPEEDUP ? this : FLOAT32;
    }

    /** Initialised on first use. */
    private static final class Timed {

        static final double SPEEDUP_OF_BFLOAT16 = PrecisionTrial.speedupOfBfloat16();
    }

    memory.data_type type() {
        return this == FLOAT32 ? memory.data_type.f32 : memory.data_type.bf16;
    }
}
