package dev.millrace.model.text;

import dev.millrace.model.onednn.LookupTable;
import dev.millrace.model.onednn.MatrixProduct;
import dev.millrace.model.onednn.NativeBuffer;
import dev.millrace.model.onednn.Precision;
import dev.millrace.model.onednn.SharedNativeBuffer;
import dev.millrace.model.spec.TextArchitecture;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A direction's weights with the words multiplied in: a word's contribution to the gates' sums is looked up, not
 * computed. Thread-safe.
 *
 * <p>Every sigmoid is computed as (1 + tanh(x / 2)) / 2, and the states are stored doubled. The halves are folded into
 * the weights here; as powers of two they round nothing.
 */
final class PrecomputedInputWeights implements AutoCloseable {

    private static final int GATES = 4;
    private static final int CANDIDATE = 2;
    private static final long MOST_TABLE_BYTES = 32L << 20;

    private final LookupTable table;
    private final SharedNativeBuffer recurrent;
    private final float[][] recurrentRows;
    private final int units;

    /**
     * @param embedding [words][embedding size]
     * @param input [embedding size][4 × units]
     * @param recurrent [units][4 × units]
     * @param bias [4 × units]
     */
    PrecomputedInputWeights(
            TextArchitecture shape,
            float[] embedding,
            float[] input,
            float[] recurrent,
            float[] bias,
            Precision precision) {
        this.units = shape.lstmUnits();
        float[] sums = table(embedding, halved(input, 1f), halved(bias, 1f), shape.embeddingSize());
        this.table = LookupTable.of(sums, GATES * units, precision);
        float[] scaled = halved(recurrent, 0.5f);
        this.recurrent = new SharedNativeBuffer(scaled, units, GATES * units);
        this.recurrentRows = IntStream.range(0, units)
                .mapToObj(unit -> Arrays.copyOfRange(scaled, unit * GATES * units, (unit + 1) * GATES * units))
                .toArray(float[][]::new);
    }

    /** Whether a direction's table is small enough for a cache, and to be held twice during a swap. */
    static boolean areSmall(TextArchitecture shape, int words) {
        return (long) words * GATES * shape.lstmUnits() * Float.BYTES <= MOST_TABLE_BYTES;
    }

    /** A word's contribution to the sums of the input, forget, candidate and output gate: [word][gate][unit]. */
    LookupTable table() {
        return table;
    }

    /** In float32, whatever the precision of the table. */
    SharedNativeBuffer recurrent() {
        return recurrent;
    }

    /** The same, on the heap. */
    float[][] recurrentRows() {
        return recurrentRows;
    }

    int units() {
        return units;
    }

    private float[] halved(float[] rows, float scale) {
        float[] halved = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            boolean isSigmoid = i / units % GATES != CANDIDATE;
            halved[i] = rows[i] * (isSigmoid ? 0.5f * scale : scale);
        }
        return halved;
    }

    private static float[] table(float[] embedding, float[] input, float[] bias, int inputs) {
        int words = embedding.length / inputs;
        int width = bias.length;
        float[] table = new float[words * width];
        try (NativeBuffer left = new NativeBuffer();
                NativeBuffer right = new NativeBuffer();
                NativeBuffer product = new NativeBuffer()) {
            left.put(embedding, embedding.length);
            right.put(input, input.length);
            new MatrixProduct().multiply(left, right, product, words, width, inputs);
            product.get(table, table.length);
        }
        for (int i = 0; i < table.length; i++) {
            table[i] += bias[i % width];
        }
        return table;
    }

    @Override
    public void close() {
        recurrent.close();
    }
}
