package dev.millrace.model.nativemath;

import org.bytedeco.javacpp.Pointer;

/** What the networks' memory outside the heap is told by. */
public final class NativeMemory {

    private NativeMemory() {}

    /** Bytes of this process that are in memory, its heap included; 0 where the system doesn't say. */
    public static long residentBytes() {
        return Pointer.physicalBytes();
    }
}
