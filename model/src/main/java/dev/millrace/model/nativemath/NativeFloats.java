package dev.millrace.model.nativemath;

import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/** Copies floats between arrays and oneDNN's memories. */
final class NativeFloats {

    private NativeFloats() {}

    static void put(memory to, float[] values, int length) {
        floats(to).put(values, 0, length);
    }

    static void get(memory from, float[] values, int length) {
        floats(from).get(values, 0, length);
    }

    static void clear(memory floats, long bytes) {
        Pointer.memset(floats.get_data_handle(), 0, bytes);
    }

    private static FloatPointer floats(memory holder) {
        return new FloatPointer(holder.get_data_handle());
    }
}
