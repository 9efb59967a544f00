package dev.millrace.model.onednn;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/** A row-major block of floats in native memory, used as an operand of products. Grows on demand. Owned by one thread. */
public final class NativeBuffer implements AutoCloseable {

    private FloatPointer memory = new FloatPointer(0);
    private FloatBuffer view = FloatBuffer.allocate(0);

    /**
     * Grows the buffer to at least {@code floats}. Growing loses the content.
     *
     * @return whether it grew
     * @throws IllegalArgumentException for a negative number, which indicates an overflow
     */
    public boolean ensure(int floats) {
        if (floats < 0) {
            throw new IllegalArgumentException("required at least 0 floats, got " + floats);
        }
        if (floats <= view.capacity()) {
            return false;
        }
        memory.close();
        memory = new FloatPointer((long) floats);
        view = memory.asByteBuffer().asFloatBuffer();
        return true;
    }

    void clear() {
        Pointer.memset(memory, 0, (long) view.capacity() * Float.BYTES);
    }

    /** Grows the buffer to {@code length} floats if necessary, and writes them at the beginning. */
    public void put(float[] values, int length) {
        ensure(length);
        view.put(0, values, 0, length);
    }

    /** Writes {@code length} floats at {@code at}; the buffer must be large enough. */
    void put(int at, float[] values, int from, int length) {
        view.put(at, values, from, length);
    }

    void put(int at, float value) {
        view.put(at, value);
    }

    /** Reads the first {@code length} floats. */
    public void get(float[] values, int length) {
        view.get(0, values, 0, length);
    }

    /** Reads {@code length} floats, starting at {@code at}. */
    void get(int at, float[] values, int to, int length) {
        view.get(at, values, to, length);
    }

    FloatPointer memory() {
        return memory;
    }

    /** The memory from {@code at}; invalid once the buffer has grown. */
    FloatPointer memory(int at) {
        return memory.getPointer(at);
    }

    @Override
    public void close() {
        memory.close();
        view = FloatBuffer.allocate(0);
    }
}
