package dev.millrace.model.nativemath;

import dev.millrace.model.nativemath.MatrixProduct.Extents;
import dev.millrace.model.nativemath.MatrixProduct.Factor;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;

/** In float32: words are looked up into the sums, and the product is added to them. */
final class ExactStepProduct implements StepProduct {

    private final NativeScope scope = new NativeScope();
    private final MatrixProduct product = new MatrixProduct();
    private final SharedMatrix weights;
    private final FloatPointer states;
    private final FloatPointer sums;
    private final FloatBuffer statesView;
    private final FloatBuffer sumsView;
    private final RowTable.Placing words;

    ExactStepProduct(RowTable table, SharedMatrix weights, int rows) {
        this.weights = weights;
        SpacedMemory memory = new SpacedMemory(scope);
        this.states = memory.zeros((long) rows * weights.rows());
        this.sums = memory.zeros((long) rows * weights.columns());
        this.statesView = states.asByteBuffer().asFloatBuffer();
        this.sumsView = sums.asByteBuffer().asFloatBuffer();
        this.words = table.new Placing(sums.asByteBuffer());
    }

    @Override
    public void word(int row, int word) {
        words.put(word, row);
    }

    @Override
    public void states(int from, float[] states, int count) {
        statesView.put(from * weights.rows(), states, 0, count * weights.rows());
    }

    @Override
    public void run(int rows) {
        if (rows == 1) {
            MatrixProduct.addRow(states, weights, sums);
        } else {
            product.multiply(
                    Factor.of(states),
                    Factor.of(weights.memory()),
                    sums,
                    new Extents(rows, weights.columns(), weights.rows()),
                    1f);
        }
    }

    @Override
    public void sums(int row, int column, float[] to, int at, int length) {
        sumsView.get(row * weights.columns() + column, to, at, length);
    }

    @Override
    public void close() {
        scope.close();
    }
}
