package dev.millrace.model.nativemath;

import java.nio.FloatBuffer;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;

/**
 * The product that a recurrent step waits for: sums = what each row starts from + states × weights. Owned by one thread; the
 * weights may be shared.
 */
public final class StepProduct implements AutoCloseable {

    private final NativeScope scope = new NativeScope();
    private final SharedMatrix weights;
    private final FloatPointer states;
    private final FloatPointer sums;
    private final FloatBuffer statesView;
    private final FloatBuffer sumsView;

    /**
     * @param weights [numbers of a state][sums of a row]; stay the caller's
     * @param rows at the most
     */
    public StepProduct(SharedMatrix weights, int rows) {
        this.weights = weights;
        SpacedMemory memory = new SpacedMemory(scope);
        this.states = memory.zeros((long) rows * weights.rows());
        this.sums = memory.zeros((long) rows * weights.columns());
        this.statesView = states.asByteBuffer().asFloatBuffer();
        this.sumsView = sums.asByteBuffer().asFloatBuffer();
    }

    /** Has the next {@link #run} add to a row of {@code table} that begins at {@code at}. */
    public void start(int row, float[] table, int at) {
        sumsView.put(row * weights.columns(), table, at, weights.columns());
    }

    /** Sets the states of {@code count} rows from one on. */
    public void states(int from, float[] states, int count) {
        statesView.put(from * weights.rows(), states, 0, count * weights.rows());
    }

    /** For the first {@code rows} rows. */
    public void run(int rows) {
        if (rows == 1) {
            vector();
        } else if (OneDnn.isAvailable()) {
            matrix(rows);
        } else {
            matrixWithoutOneDnn(rows);
        }
    }

    /** Copies {@code length} sums of a row, from a column on. */
    public void sums(int row, int column, float[] to, int at, int length) {
        sumsView.get(row * weights.columns() + column, to, at, length);
    }

    private void vector() {
        int columns = weights.columns();
        openblas.cblas_sgemv(
                openblas.CblasRowMajor,
                openblas.CblasTrans,
                weights.rows(),
                columns,
                1f,
                weights.memory(),
                columns,
                states,
                1,
                1f,
                sums,
                1);
    }

    private void matrix(int rows) {
        int columns = weights.columns();
        int inner = weights.rows();
        int status = dnnl.dnnl_sgemm(
                (byte) 'N',
                (byte) 'N',
                rows,
                columns,
                inner,
                1f,
                states,
                inner,
                weights.memory(),
                columns,
                1f,
                sums,
                columns);
        if (status != dnnl.dnnl_success) {
            throw new IllegalStateException("dnnl_sgemm answered with status " + status);
        }
    }

    private void matrixWithoutOneDnn(int rows) {
        int columns = weights.columns();
        int inner = weights.rows();
        openblas.cblas_sgemm(
                openblas.CblasRowMajor,
                openblas.CblasNoTrans,
                openblas.CblasNoTrans,
                rows,
                columns,
                inner,
                1f,
                states,
                inner,
                weights.memory(),
                columns,
                1f,
                sums,
                columns);
    }

    @Override
    public void close() {
        scope.close();
    }
}
