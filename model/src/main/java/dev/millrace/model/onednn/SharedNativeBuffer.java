package dev.millrace.model.onednn;

import org.bytedeco.javacpp.FloatPointer;

/**
 * A row-major matrix in native memory that products of all threads read. Call {@link #close} only while none reads it.
 */
public final class SharedNativeBuffer implements AutoCloseable {

    private final NativeScope scope = new NativeScope();
    private final FloatPointer memory;
    private final int rows;
    private final int columns;

    /** @param values [rows][columns], copied */
    public SharedNativeBuffer(float[] values, int rows, int columns) {
        this.rows = rows;
        this.columns = columns;
        this.memory = new SpacedMemory(scope).zeros((long) rows * columns);
        memory.put(values, 0, rows * columns);
    }

    FloatPointer memory() {
        return memory;
    }

    int rows() {
        return rows;
    }

    int columns() {
        return columns;
    }

    @Override
    public void close() {
        scope.close();
    }
}
