package dev.millrace.model.nativemath;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/** What pieces of up to some number of rows read and write; all zero at first. Freed with its scope. */
final class LstmPieceBuffers {

    /** Floats of a page of memory. */
    private static final int PAGE = 1024;

    /** Nine cache lines. */
    private static final long SHIFT = 144;

    private final FloatPointer source;
    private final FloatPointer hidden;
    private final FloatPointer narrowHidden;
    private final FloatPointer[] states;
    private final FloatPointer[] cells;
    private final FloatPointer sums;
    private final FloatPointer ones;
    private final long stateBytes;
    private int made;

    /** @param largest the shape with most rows */
    LstmPieceBuffers(LstmShape largest, NativeScope scope) {
        int state = largest.rows() * largest.units();
        this.source = zeros(largest.floats(largest.inputs()), scope);
        this.hidden = zeros(largest.floats(largest.units()), scope);
        this.narrowHidden = zeros(largest.floats(largest.units()), scope);
        this.states = new FloatPointer[] {zeros(state, scope), zeros(state, scope)};
        this.cells = new FloatPointer[] {zeros(state, scope), zeros(state, scope)};
        this.sums = zeros(state, scope);
        this.ones = zeros(largest.steps(), scope);
        for (int step = 0; step < largest.steps(); step++) {
            ones.put(step, 1f);
        }
        this.stateBytes = (long) state * Float.BYTES;
    }

    /** Each begins in a cache set of its own: what is read and written together then doesn't drive each other out. */
    private FloatPointer zeros(long floats, NativeScope scope) {
        long shift = SHIFT * made++;
        FloatPointer room = scope.own(new FloatPointer(floats + PAGE + shift));
        long toPage = (PAGE - room.address() / Float.BYTES % PAGE) % PAGE;
        FloatPointer zeros = room.getPointer(toPage + shift);
        Pointer.memset(zeros, 0, floats * Float.BYTES);
        return zeros.capacity(floats);
    }

    /** The state that turn 0 goes on from is zero again, and so are the sums. */
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

    /** Room for the hidden states in another precision than float32. */
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
