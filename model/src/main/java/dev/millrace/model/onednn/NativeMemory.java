package dev.millrace.model.onednn;

import java.util.Set;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Pointer;

/** Measures the networks' native memory, and recognises failures for lack of memory. */
public final class NativeMemory {

    private static final Set<String> HEAP = Set.of(
            "Java heap space",
            "GC overhead limit exceeded",
            "Requested array size exceeds VM limit",
            "Required length exceeds implementation limit",
            "Required array size too large");

    private NativeMemory() {}

    /**
     * Whether a failure was caused by lack of memory, in the heap or outside it. For oneDNN's allocations only the
     * message shows it.
     */
    public static boolean isLacking(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        return failure instanceof OutOfMemoryError
                || message.equals("std::bad_alloc")
                || message.endsWith("status = " + dnnl.dnnl_out_of_memory);
    }

    /**
     * Whether a failure was caused by lack of memory outside the heap. The network's shape determines how much of it an
     * input needs, so no input is to blame. Java names the limits of the heap in a few known messages; any other
     * {@link OutOfMemoryError} concerns other memory.
     */
    public static boolean isLackingOutsideOfHeap(Throwable failure) {
        return isLacking(failure)
                && !(failure instanceof OutOfMemoryError && HEAP.contains(String.valueOf(failure.getMessage())));
    }

    /** Resident memory of this process in bytes, heap included; 0 if the system does not report it. */
    public static long residentBytes() {
        return Pointer.physicalBytes();
    }
}
