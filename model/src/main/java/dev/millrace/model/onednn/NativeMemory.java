package dev.millrace.model.onednn;

import java.util.Set;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Pointer;

/** Measures the native memory of the networks. */
public final class NativeMemory {

    private static final Set<String> HEAP = Set.of(
            "Java heap space",
            "GC overhead limit exceeded",
            "Requested array size exceeds VM limit",
            "Required length exceeds implementation limit",
            "Required array size too large");

    private NativeMemory() {}

    /**
     * Whether it is for lack of memory, in the heap or outside of it, that something failed. Of what oneDNN could not get, its
     * message alone tells.
     */
    public static boolean isLacking(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        return failure instanceof OutOfMemoryError
                || message.equals("std::bad_alloc")
                || message.endsWith("status = " + dnnl.dnnl_out_of_memory);
    }

    /**
     * Whether it is for lack of memory outside of the heap that something failed. The network's shape says how much of that an
     * input takes, so no input is to blame for it. Java itself names the heap's limits in a few ways; every other {@link
     * OutOfMemoryError} is of another memory.
     */
    public static boolean isLackingOutsideOfHeap(Throwable failure) {
        return isLacking(failure)
                && !(failure instanceof OutOfMemoryError && HEAP.contains(String.valueOf(failure.getMessage())));
    }

    /** Bytes of this process that are in memory, its heap included; 0 where the system doesn't say. */
    public static long residentBytes() {
        return Pointer.physicalBytes();
    }
}
