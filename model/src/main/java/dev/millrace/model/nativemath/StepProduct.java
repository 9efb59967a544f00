package dev.millrace.model.nativemath;

import dev.millrace.model.nativemath.MatrixProduct.Extents;
import dev.millrace.model.nativemath.MatrixProduct.Factor;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;

/**
 * The product that a recurrent step waits for: sums = what each row starts from + states × weights. Owned by one thread; the
 * weights may be shared.
 */
public final class StepProduct implements AutoCloseable {

    private final NativeScope scope = new NativeScope();
    private final MatrixProduct product = new MatrixProduct();
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
        } else {
            product.multiply(
                    Factor.of(states),
                    Factor.of(weights.memory()),
                    sums,
                    new Extents(rows, weights.columns(), weights.rows()),
                    1f);
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

    @Override
    public void close() {
        scope.close();
    }
}
