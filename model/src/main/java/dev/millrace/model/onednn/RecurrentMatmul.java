package dev.millrace.model.onednn;

/**
 * The product on the critical path of a recurrent step: sums = looked-up contribution of the word + states × weights.
 * Owned by one thread; table and weights may be shared.
 */
public interface RecurrentMatmul extends AutoCloseable {

    /**
     * Creates a product in the table's precision.
     *
     * @param table a row of sums for each word; the caller keeps ownership
     * @param weights [numbers of a state][sums of a row]; the caller keeps ownership
     * @param rows maximum number of rows
     */
    static RecurrentMatmul of(LookupTable table, SharedNativeBuffer weights, int rows) {
        return table.precision() == Precision.FLOAT32
                ? new Float32RecurrentMatmul(table, weights, rows)
                : new Bfloat16RecurrentMatmul(table, weights, rows);
    }

    /** Sets the word that the next {@link #run} looks up for a row. */
    void word(int row, int word);

    /** Sets the states of {@code count} rows from row {@code from} on. */
    void states(int from, float[] states, int count);

    /** Computes the sums of the first {@code rows} rows. */
    void run(int rows);

    /** Copies the sums of {@code count} rows from row {@code from} on, [row][sum]. */
    void sums(int from, float[] to, int count);

    @Override
    void close();
}
