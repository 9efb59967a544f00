package dev.millrace.model.onednn;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * A row-major block of floats outside the heap, for products. Owned by one thread; grows as it is asked to.
 */
public final class NativeBuffer implements AutoCloseable {

    private FloatPointer memory = new FloatPointer(0);
    private FloatBuffer view = FloatBuffer.allocate(0);

    /**
     * Room for at least {@code floats}; what was in it is lost when it grows.
     *
     * @return whether it grew
     */
    public boolean ensure(int floats) {
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

    /** Makes room for {@code length} floats, and writes them to its beginning. */
    public void put(float[] values, int length) {
        ensure(length);
        view.put(0, values, 0, length);
    }

    /** Writes {@code length} floats to {@code at}, where there is room for them. */
    void put(int at, float[] values, int from, int length) {
        view.put(at, values, from, length);
    }

    void put(int at, float value) {
        view.put(at, value);
    }

    /** Reads its first {@code length} floats. */
    public void get(float[] values, int length) {
        view.get(0, values, 0, length);
    }

    /** Reads {@code length} floats from {@code at} on. */
    void get(int at, float[] values, int to, int length) {
        view.get(at, values, to, length);
    }

    FloatPointer memory() {
        return memory;
    }

    /** What begins at {@code at}; not to be used after this has grown. */
    FloatPointer memory(int at) {
        return memory.getPointer(at);
    }

    @Override
    public void close() {
        memory.close();
        view = FloatBuffer.allocate(0);
    }
}
