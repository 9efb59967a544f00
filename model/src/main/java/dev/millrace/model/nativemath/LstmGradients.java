package dev.millrace.model.nativemath;

import java.util.Arrays;
import org.bytedeco.dnnl.memory;

/** Sums of the gradients of one direction's weights, laid out as the weights are. Owned by one thread. */
public final class LstmGradients {

    private final float[] input;
    private final float[] recurrent;
    private final float[] bias;
    private final float[] buffer;

    public LstmGradients(int inputs, int units) {
        this.input = new float[inputs * 4 * units];
        this.recurrent = new float[units * 4 * units];
        this.bias = new float[4 * units];
        this.buffer = new float[Math.max(input.length, recurrent.length)];
    }

    public float[] input() {
        return input;
    }

    public float[] recurrent() {
        return recurrent;
    }

    public float[] bias() {
        return bias;
    }

    public void clear() {
        Arrays.fill(input, 0f);
        Arrays.fill(recurrent, 0f);
        Arrays.fill(bias, 0f);
    }

    void add(memory input, memory recurrent, memory bias) {
        add(input, this.input);
        add(recurrent, this.recurrent);
        add(bias, this.bias);
    }

    private void add(memory from, float[] to) {
        NativeFloats.get(from, buffer, to.length);
        for (int i = 0; i < to.length; i++) {
            to[i] += buffer[i];
        }
    }
}
