package dev.millrace.model.nativemath;

import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;

/** The numbers that a serving network's activations and weights are held in; sums are made in float32 either way. */
public enum Precision {
    FLOAT32("float32"),
    BFLOAT16("bfloat16");

    private final String text;

    Precision(String text) {
        this.text = text;
    }

    /** As {@code LoadedModel.precision()} and predictions say it. */
    public String text() {
        return text;
    }

    /** Whether this machine's processor has instructions for it: elsewhere it would be slower, not faster. */
    public boolean isFastHere() {
        int needed = dnnl.dnnl_cpu_isa_avx512_core_bf16;
        return this == FLOAT32 || (OneDnn.isAvailable() && (dnnl.dnnl_get_effective_cpu_isa() & needed) == needed);
    }

    /** This one where it is fast, else float32. */
    public Precision orFloat32() {
        return isFastHere() ? this : FLOAT32;
    }

    memory.data_type type() {
        return this == FLOAT32 ? memory.data_type.f32 : memory.data_type.bf16;
    }
}
