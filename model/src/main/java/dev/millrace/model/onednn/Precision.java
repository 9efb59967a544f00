package dev.millrace.model.onednn;

import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;

/** The numbers that a serving network's activations and weights are held in; sums are made in float32 either way. */
public enum Precision {
    FLOAT32("float32"),
    BFLOAT16("bfloat16");

    /** Products are not all that a network does. Processors are far from it: half as fast on a Xeon, twice on an EPYC. */
    private static final double LEAST_SPEEDUP = 1.3;

    private final String text;

    Precision(String text) {
        this.text = text;
    }

    /** As {@code LoadedModel.precision()} and predictions say it. */
    public String text() {
        return text;
    }

    /** Whether oneDNN is here, and this machine's processor has instructions for it. */
    public boolean isHere() {
        int needed = dnnl.dnnl_cpu_isa_avx512_core_bf16;
        return this == FLOAT32 || (OneDnn.isAvailable() && (dnnl.dnnl_get_effective_cpu_isa() & needed) == needed);
    }

    /** How many times as fast as in float32 this machine multiplies in it, timed once; 0 where it is not {@link #isHere here}. */
    public double speedup() {
        if (this == FLOAT32) {
            return 1;
        }
        return isHere() ? Timed.SPEEDUP_OF_BFLOAT16 : 0;
    }

    /** This one where it is worth its rounding, else float32. */
    public Precision orFloat32() {
        return speedup() >= LEAST_SPEEDUP ? this : FLOAT32;
    }

    /** When it is first asked for. */
    private static final class Timed {

        static final double SPEEDUP_OF_BFLOAT16 = PrecisionTrial.speedupOfBfloat16();
    }

    memory.data_type type() {
        return this == FLOAT32 ? memory.data_type.f32 : memory.data_type.bf16;
    }
}
