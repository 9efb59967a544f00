package dev.millrace.model.text;

import java.util.Arrays;

/**
 * Gates and cells of a packed batch, kept from the forward to the backward pass: Hochreiter and Schmidhuber 1997 with
 * forget gates (Gers et al. 2000), and the ordinary gradient through time. Owned by one thread.
 *
 * <p>Each quantity is a separate array, [place][unit], and a step is a range of it: HotSpot vectorises loops over
 * several arrays only if all are read at the same index.
 */
final class PackedCells {

    private float[] input = new float[0];
    private float[] forget = new float[0];
    private float[] candidate = new float[0];
    private float[] output = new float[0];
    private float[] before = new float[0];
    private float[] tanh = new float[0];
    private float[] states = new float[0];
    private float[] fromOutput = new float[0];
    private float[] fromNext = new float[0];
    private float[] cellGradients = new float[0];

    /** Allocates memory for a batch; growing loses the content. */
    void ensure(int length) {
        if (input.length >= length) {
            return;
        }
        input = new float[length];
        forget = new float[length];
        candidate = new float[length];
        output = new float[length];
        before = new float[length];
        tanh = new float[length];
        states = new float[length];
        fromOutput = new float[length];
        fromNext = new float[length];
        cellGradients = new float[length];
    }

    /**
     * In the order of the weights. In the forward pass sums, then activations; in the backward pass gradients of the
     * sums.
     */
    float[] gate(int number) {
        return switch (number) {
            case 0 -> input;
            case 1 -> forget;
            case 2 -> candidate;
            case 3 -> output;
            default -> throw new IllegalArgumentException("a gate is 0 to 3, got " + number);
        };
    }

    /** Hidden states after each step. */
    float[] states() {
        return states;
    }

    /** Contribution of the layer above to the states' gradients. */
    float[] fromOutput() {
        return fromOutput;
    }

    /** Contribution of the next step to the states' gradients. */
    float[] fromNext() {
        return fromNext;
    }

    /** Clears the cells before the first step. */
    void start(int length) {
        Arrays.fill(before, 0, length, 0f);
    }

    /**
     * Runs one step, whose gates' sums are set.
     *
     * @param next where the next step's range begins
     * @param kept how much of this range continues in the next one; if 0, no next range is needed
     */
    void forward(int from, int length, int next, int kept) {
        Activations.sigmoid(input, from, length);
        Activations.sigmoid(forget, from, length);
        Activations.tanh(candidate, from, length);
        Activations.sigmoid(output, from, length);
        for (int i = from; i < from + length; i++) {
            tanh[i] = Math.fma(forget[i], before[i], input[i] * candidate[i]);
        }
        if (kept > 0) {
            System.arraycopy(tanh, from, before, next, kept);
        }
        Activations.tanh(tanh, from, length);
        for (int i = from; i < from + length; i++) {
            states[i] = output[i] * tanh[i];
        }
    }

    /** Starts the backward pass: the last step's cells have no gradient from a later one. */
    void startBackward(int from, int length) {
        Arrays.fill(cellGradients, from, from + length, 0f);
    }

    /**
     * Runs one step backward: replaces gates by the gradients of their sums, and computes the gradients of the initial
     * cells.
     */
    void backward(int from, int length) {
        outputBackward(from, length);
        for (int i = from; i < from + length; i++) {
            float gradient = cellGradients[i];
            float in = input[i];
            float keep = forget[i];
            float fresh = candidate[i];
            input[i] = gradient * fresh * (in - in * in);
            forget[i] = gradient * before[i] * (keep - keep * keep);
            candidate[i] = gradient * in * (1f - fresh * fresh);
            cellGradients[i] = gradient * keep;
        }
    }

    private void outputBackward(int from, int length) {
        for (int i = from; i < from + length; i++) {
            float gradient = fromOutput[i] + fromNext[i];
            float value = tanh[i];
            float out = output[i];
            cellGradients[i] += gradient * out * (1f - value * value);
            output[i] = gradient * value * (out - out * out);
        }
    }

    /**
     * Passes the gradients of a step's cells on to the step before. Rows that ended with that step start with a gradient
     * of zero.
     */
    void handBack(int from, int length, int before, int lengthBefore) {
        System.arraycopy(cellGradients, from, cellGradients, before, length);
        Arrays.fill(cellGradients, before + length, before + lengthBefore, 0f);
        Arrays.fill(fromNext, before + length, before + lengthBefore, 0f);
    }
}
