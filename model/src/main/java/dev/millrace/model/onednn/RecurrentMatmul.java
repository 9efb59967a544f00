package dev.millrace.model.onednn;

/**
 * The product on the critical path of a recurrent step: sums = looked-up contribution of the word + states × weights.
 * Owned by one thread; table and weights may be shared.
 */
public interface RecurrentMatmul extends AutoCloseable {

    /**
     * In the table's precision.
     *
     * @param table a row of sums for each word; stays the caller's
     * @param weights [numbers of a state][sums of a row]; stay the caller's
     * @param rows at the most
     */
    static RecurrentMatmul of(LookupTable table, SharedNativeBuffer weights, int rows) {
        return table.precision() == Precision.FLOAT32
                ? new Float32RecurrentMatmul(table, weights, rows)
                : new Bfloat16RecurrentMatmul(table, weights, rows);
    }

    /** Has the next {@link #run} look up a word for a row. */
    void word(int row, int word);

    /** Sets the states of {@code count} rows from one on. */
    void states(int from, float[] states, int count);

    /** For the first {@code rows} rows. */
    void run(int rows);

    /** Copies the sums of {@code count} rows from one on, [row][sum]. */
    void sums(int from, float[] to, int count);

    @Override
    void close();
}
