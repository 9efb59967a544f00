package dev.millrace.model.onednn;

import java.util.Arrays;

/** Sums of the gradients of one direction's weights, in the layout of the weights. Owned by one thread. */
public final class LstmGradients {

    private final float[] input;
    private final float[] recurrent;
    private final float[] bias;
    private final float[] buffer;

    /** Creates sums of zero. */
    public LstmGradients(int inputs, int units) {
        this.input = new float[inputs * 4 * units];
        this.recurrent = new float[units * 4 * units];
        this.bias = new float[4 * units];
        this.buffer = new float[Math.max(input.length, recurrent.length)];
    }

    /** Gradients of the input weights, not a copy. */
    public float[] input() {
        return input;
    }

    /** Gradients of the recurrent weights, not a copy. */
    public float[] recurrent() {
        return recurrent;
    }

    /** Gradients of the bias, not a copy. */
    public float[] bias() {
        return bias;
    }

    /** Sets all sums to zero. */
    public void clear() {
        Arrays.fill(input, 0f);
        Arrays.fill(recurrent, 0f);
        Arrays.fill(bias, 0f);
    }

    /** @param input the rows of the inputs, followed by the bias */
    void add(NativeBuffer input, NativeBuffer recurrent) {
        add(input, 0, this.input);
        add(input, this.input.length, bias);
        add(recurrent, 0, this.recurrent);
    }

    private void add(NativeBuffer more, int from, float[] to) {
        more.get(from, buffer, 0, to.length);
        for (int i = 0; i < to.length; i++) {
            to[i] += buffer[i];
        }
    }
}
