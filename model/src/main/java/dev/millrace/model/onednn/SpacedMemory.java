package dev.millrace.model.onednn;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Blocks of floats that each start in a different cache set, so that blocks used together do not evict each other. Freed
 * with its scope.
 */
final class SpacedMemory {

    /** Floats per page of memory. */
    private static final int PAGE = 1024;

    /** Nine cache lines. */
    private static final long SHIFT = 144;

    private final NativeScope scope;
    private int made;

    SpacedMemory(NativeScope scope) {
        this.scope = scope;
    }

    FloatPointer zeros(long floats) {
        long shift = SHIFT * made++;
        FloatPointer room = scope.own(new FloatPointer(floats + PAGE + shift));
        long toPage = (PAGE - room.address() / Float.BYTES % PAGE) % PAGE;
        FloatPointer zeros = room.getPointer(toPage + shift);
        Pointer.memset(zeros, 0, floats * Float.BYTES);
        return zeros.capacity(floats);
    }
}
