package dev.millrace.model.nativemath;

import org.bytedeco.javacpp.FloatPointer;

/**
 * A row-major block of floats outside the heap, for products. Owned by one thread; grows as it is asked to.
 */
public final class Matrix implements AutoCloseable {

    private FloatPointer memory = new FloatPointer(0);
    private long capacity;

    /** Room for at least {@code floats}; what was in it is lost when it grows. */
    public Matrix ensure(long floats) {
        if (floats > capacity) {
            memory.close();
            memory = new FloatPointer(floats);
            capacity = floats;
        }
        return this;
    }

    public void put(float[] values, int length) {
        ensure(length);
        memory.position(0).put(values, 0, length);
    }

    public void get(float[] values, int length) {
        memory.position(0).get(values, 0, length);
    }

    /** Reads {@code length} floats from {@code from} on into {@code values} at {@code to}. */
    public void get(long from, float[] values, int to, int length) {
        memory.position(from).get(values, to, length);
        memory.position(0);
    }

    FloatPointer memory() {
        return memory.position(0);
    }

    @Override
    public void close() {
        memory.close();
        capacity = 0;
    }
}
