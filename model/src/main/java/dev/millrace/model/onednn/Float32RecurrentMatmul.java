package dev.millrace.model.onednn;

import dev.millrace.model.onednn.MatrixProduct.Extents;
import dev.millrace.model.onednn.MatrixProduct.Factor;

/** The recurrent product in float32: copies the looked-up words into the sums, then adds the product. */
final class Float32RecurrentMatmul implements RecurrentMatmul {

    private final NativeScope scope = new NativeScope();
    private final MatrixProduct product = new MatrixProduct();
    private final SharedNativeBuffer weights;
    private final RecurrentBuffers buffers;
    private final LookupTable.Placing words;

    Float32RecurrentMatmul(LookupTable table, SharedNativeBuffer weights, int rows) {
        this.weights = weights;
        this.buffers = new RecurrentBuffers(weights, rows, new SpacedMemory(scope));
        this.words = table.new Placing(buffers.sums().asByteBuffer());
    }

    @Override
    public void word(int row, int word) {
        words.put(word, row);
    }

    @Override
    public void states(int from, float[] states, int count) {
        buffers.putStates(from, states, count);
    }

    @Override
    public void run(int rows) {
        product.multiply(
                Factor.of(buffers.states()),
                Factor.of(weights.memory()),
                buffers.sums(),
                new Extents(rows, weights.columns(), weights.rows()),
                1f);
    }

    @Override
    public void sums(int from, float[] to, int count) {
        buffers.getSums(from, to, count);
    }

    @Override
    public void close() {
        scope.close();
    }
}
