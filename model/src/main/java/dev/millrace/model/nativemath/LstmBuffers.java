package dev.millrace.model.nativemath;

import org.bytedeco.javacpp.BytePointer;

/** The sequences of one direction outside the heap, as large as the largest shape so far. Owned by one thread. */
final class LstmBuffers implements AutoCloseable {

    private final Matrix source = new Matrix();
    private final Matrix hidden = new Matrix();
    private final Matrix hiddenGradient = new Matrix();
    private final Matrix sourceGradient = new Matrix();
    private BytePointer workspace = new BytePointer();
    private long workspaceBytes;

    /** Room for a run of {@code shape}; what was in a buffer that grows is lost. */
    void ensure(LstmShape shape, long workspaceBytes) {
        source.ensure(shape.floats(shape.inputs()));
        hidden.ensure(shape.floats(shape.units()));
        hiddenGradient.ensure(shape.floats(shape.units()));
        sourceGradient.ensure(shape.floats(shape.inputs()));
        ensureWorkspace(workspaceBytes);
    }

    private void ensureWorkspace(long bytes) {
        if (bytes > workspaceBytes) {
            workspace.close();
            workspace = new BytePointer(bytes);
            workspaceBytes = bytes;
        }
    }

    Matrix source() {
        return source;
    }

    Matrix hidden() {
        return hidden;
    }

    Matrix hiddenGradient() {
        return hiddenGradient;
    }

    Matrix sourceGradient() {
        return sourceGradient;
    }

    BytePointer workspace() {
        return workspace;
    }

    @Override
    public void close() {
        source.close();
        hidden.close();
        hiddenGradient.close();
        sourceGradient.close();
        workspace.close();
    }
}
