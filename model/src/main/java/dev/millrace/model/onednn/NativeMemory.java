package dev.millrace.model.onednn;

import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Pointer;

/** Measures the native memory of the networks. */
public final class NativeMemory {

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

    /** Bytes of this process that are in memory, its heap included; 0 where the system doesn't say. */
    public static long residentBytes() {
        return Pointer.physicalBytes();
    }
}
