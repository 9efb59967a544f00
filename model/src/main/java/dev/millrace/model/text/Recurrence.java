package dev.millrace.model.text;

import dev.millrace.model.nativemath.LstmGradients;

/** One direction of the LSTM over a packed batch; gates in the order input, forget, candidate, output. Owned by one thread. */
interface Recurrence extends AutoCloseable {

    /** Takes over weights: [inputs][4 × units], [units][4 × units], [4 × units]. */
    void load(float[] input, float[] recurrent, float[] bias);

    /**
     * Keeps what {@link #backward} needs.
     *
     * @param source packed [token][inputs], zero in the padding
     * @return packed hidden states [token][units], valid until the next call
     */
    float[] forward(Packing packing, float[] source);

    /**
     * After {@link #forward} with the same packing.
     *
     * @param hiddenGradients packed [token][units], zero in the padding; is overwritten
     * @param gradients added to
     * @param sourceGradients packed [token][inputs], set
     */
    void backward(Packing packing, float[] hiddenGradients, LstmGradients gradients, float[] sourceGradients);

    @Override
    void close();
}
