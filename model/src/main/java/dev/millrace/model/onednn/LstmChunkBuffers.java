package dev.millrace.model.onednn;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/** The inputs and outputs of chunks with up to a certain number of rows, initially zero. Freed with its scope. */
final class LstmChunkBuffers {

    private final FloatPointer source;
    private final FloatPointer hidden;
    private final FloatPointer narrowHidden;
    private final FloatPointer[] states;
    private final FloatPointer[] cells;
    private final FloatPointer sums;
    private final FloatPointer ones;
    private final long stateBytes;

    /** @param largest the shape with the most rows */
    LstmChunkBuffers(LstmShape largest, NativeScope scope) {
        SpacedMemory memory = new SpacedMemory(scope);
        int state = largest.rows() * largest.units();
        this.source = memory.zeros(largest.floats(largest.inputs()));
        this.hidden = memory.zeros(largest.floats(largest.units()));
        this.narrowHidden = memory.zeros(largest.floats(largest.units()));
        this.states = new FloatPointer[] {memory.zeros(state), memory.zeros(state)};
        this.cells = new FloatPointer[] {memory.zeros(state), memory.zeros(state)};
        this.sums = memory.zeros(state);
        this.ones = memory.zeros(largest.steps());
        for (int step = 0; step < largest.steps(); step++) {
            ones.put(step, 1f);
        }
        this.stateBytes = (long) state * Float.BYTES;
    }

    /** Clears the state from which turn 0 starts, and the sums. */
    void reset() {
        Pointer.memset(sums, 0, stateBytes);
        Pointer.memset(states[0], 0, stateBytes);
        Pointer.memset(cells[0], 0, stateBytes);
    }

    FloatPointer source() {
        return source;
    }

    FloatPointer hidden() {
        return hidden;
    }

    /** Memory for the hidden states in a precision other than float32. */
    FloatPointer narrowHidden() {
        return narrowHidden;
    }

    /** Sums over steps, for each row and unit. */
    FloatPointer sums() {
        return sums;
    }

    /** A one for each step. */
    FloatPointer ones() {
        return ones;
    }

    FloatPointer state(int turn) {
        return states[turn];
    }

    FloatPointer cell(int turn) {
        return cells[turn];
    }
}
