package dev.millrace.model.onednn;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;

/**
 * The operands of a recurrent step in native memory, in float32: input states and output sums. Freed with its scope.
 */
final class RecurrentBuffers {

    private final int stateWidth;
    private final int sumWidth;
    private final FloatPointer states;
    private final FloatPointer sums;
    private final FloatBuffer statesView;
    private final FloatBuffer sumsView;

    /** @param weights determine the width of each of the {@code rows} */
    RecurrentBuffers(SharedNativeBuffer weights, int rows, SpacedMemory memory) {
        this.stateWidth = weights.rows();
        this.sumWidth = weights.columns();
        this.states = memory.zeros((long) rows * stateWidth);
        this.sums = memory.zeros((long) rows * sumWidth);
        this.statesView = states.asByteBuffer().asFloatBuffer();
        this.sumsView = sums.asByteBuffer().asFloatBuffer();
    }

    FloatPointer states() {
        return states;
    }

    FloatPointer sums() {
        return sums;
    }

    void putStates(int from, float[] values, int count) {
        statesView.put(from * stateWidth, values, 0, count * stateWidth);
    }

    void getSums(int from, float[] to, int count) {
        sumsView.get(from * sumWidth, to, 0, count * sumWidth);
    }
}
