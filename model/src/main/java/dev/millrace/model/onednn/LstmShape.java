package dev.millrace.model.onednn;

import org.bytedeco.dnnl.memory;

/**
 * The shape for which a primitive is compiled: {@code rows} texts of {@code steps} tokens each.
 *
 * @param inputs numbers per token
 * @param units numbers per state
 */
record LstmShape(int steps, int rows, int inputs, int units) {

    /** Number of floats in a sequence, [step][row][width]. */
    int floats(int width) {
        return steps * rows * width;
    }

    memory.desc sequence(int width, Precision precision) {
        return new memory.desc(new long[] {steps, rows, width}, precision.type(), memory.format_tag.tnc);
    }

    /** The state between two steps, [row][unit]. */
    memory.desc state(Precision precision) {
        return new memory.desc(new long[] {1, 1, rows, units}, precision.type(), memory.format_tag.ldnc);
    }

    /** Weights from {@code from} numbers to four gates, in the layout that oneDNN prefers. */
    memory.desc anyWeights(int from, Precision precision) {
        return weights(from, units, precision, memory.format_tag.any);
    }

    /** Weights in the layout used outside oneDNN: [from][gate][unit]. */
    static memory.desc plainWeights(int from, int units) {
        return weights(from, units, Precision.FLOAT32, memory.format_tag.ldigo);
    }

    private static memory.desc weights(int from, int units, Precision precision, memory.format_tag layout) {
        return new memory.desc(new long[] {1, 1, from, 4, units}, precision.type(), layout);
    }

    static memory.desc bias(int units) {
        return new memory.desc(new long[] {1, 1, 4, units}, memory.data_type.f32, memory.format_tag.ldgo);
    }
}
