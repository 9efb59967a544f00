package dev.millrace.model.onednn;

import dev.millrace.model.onednn.MatrixProduct.Extents;
import dev.millrace.model.onednn.MatrixProduct.Factor;

/**
 * The matrix products of one direction of an LSTM in training. A place is one word of one text; the places of a step are
 * consecutive. The gates' sums exist for one stretch of places at a time, so that they stay in the second-level cache.
 * The bias is the weight of an additional input that is always 1. Owned by one thread.
 */
public final class LstmProducts implements AutoCloseable {

    private final int inputs;
    private final int units;
    private final MatrixProduct product = new MatrixProduct();
    private final NativeBuffer inputWeights = new NativeBuffer();
    private final NativeBuffer recurrentWeights = new NativeBuffer();
    private final NativeBuffer turnedRecurrentWeights = new NativeBuffer();
    private final NativeBuffer sources = new NativeBuffer();
    private final NativeBuffer states = new NativeBuffer();
    private final NativeBuffer sums = new NativeBuffer();
    private final NativeBuffer stateGradients = new NativeBuffer();
    private final NativeBuffer sourceGradients = new NativeBuffer();
    private final NativeBuffer inputGradients = new NativeBuffer();
    private final NativeBuffer recurrentGradients = new NativeBuffer();
    private int start;
    private int places;

    /**
     * Creates products without weights; {@link #load} sets them.
     *
     * @param inputs numbers per word
     * @param units numbers per state
     */
    public LstmProducts(int inputs, int units) {
        this.inputs = inputs;
        this.units = units;
        inputWeights.ensure((inputs + 1) * 4 * units);
        inputGradients.ensure((inputs + 1) * 4 * units);
        recurrentGradients.ensure(units * 4 * units);
    }

    /**
     * Sets the weights, with gates in any order.
     *
     * @param input [inputs][4 × units]
     * @param recurrent [units][4 × units]
     * @param bias [4 × units]
     */
    public void load(float[] input, float[] recurrent, float[] bias) {
        inputWeights.put(0, input, 0, input.length);
        inputWeights.put(input.length, bias, 0, bias.length);
        recurrentWeights.put(recurrent, recurrent.length);
        turnedRecurrentWeights.put(turned(recurrent), recurrent.length);
    }

    /** With few rows to multiply, transposing the weights at each step would take half of the time. */
    private float[] turned(float[] recurrent) {
        float[] turned = new float[recurrent.length];
        for (int unit = 0; unit < units; unit++) {
            for (int column = 0; column < 4 * units; column++) {
                turned[column * units + unit] = recurrent[unit * 4 * units + column];
            }
        }
        return turned;
    }

    /**
     * Allocates memory for a batch; earlier content may be lost.
     *
     * @param places number of words of all texts
     * @param stretch maximum number of places per stretch
     * @throws ArithmeticException when the batch needs more floats than an array can have
     */
    public void ensure(int places, int stretch) {
        if (sources.ensure(Math.multiplyExact(places, inputs + 1))) {
            for (int place = 0; place < places; place++) {
                sources.put(place * (inputs + 1) + inputs, 1f);
            }
        }
        states.ensure(Math.multiplyExact(places, units));
        sums.ensure(Math.multiplyExact(stretch, 4 * units));
        stateGradients.ensure(Math.multiplyExact(stretch, units));
        sourceGradients.ensure(Math.multiplyExact(places, inputs));
    }

    /** Sets the input of a place to the numbers of {@code values} from {@code at} on. */
    public void source(int place, float[] values, int at) {
        sources.put(place * (inputs + 1), values, at, inputs);
    }

    /** Moves to the stretch of {@code places} places from {@code start} on; later calls refer to places in it. */
    public void turnTo(int start, int places) {
        this.start = start;
        this.places = places;
    }

    /** Sets the gates' sums of the stretch to the contribution of the inputs and the bias. */
    public void project() {
        product.multiply(
                Factor.of(sources.memory(start * (inputs + 1))),
                Factor.of(inputWeights.memory()),
                sums.memory(),
                new Extents(places, 4 * units, inputs + 1),
                0f);
    }

    /**
     * Sets the initial states of {@code rows} places from {@code place} on, to the numbers of {@code values} from
     * {@code at} on.
     */
    public void states(int place, int rows, float[] values, int at) {
        states.put(place * units, values, at, rows * units);
    }

    /** Adds the contribution of the states to the gates' sums of {@code rows} places. */
    public void recur(int place, int rows) {
        product.multiply(
                Factor.of(states.memory(place * units)),
                Factor.of(recurrentWeights.memory()),
                sums.memory((place - start) * 4 * units),
                new Extents(rows, 4 * units, units),
                1f);
    }

    /** Reads a gate's sums at a place. */
    public void sums(int place, int gate, float[] to, int at) {
        sums.get(((place - start) * 4 + gate) * units, to, at, units);
    }

    /** Replaces a gate's sums by their gradients. */
    public void gradients(int place, int gate, float[] from, int at) {
        sums.put(((place - start) * 4 + gate) * units, from, at, units);
    }

    /** Reads the gradients of the initial states of {@code rows} places; set the gradients of their sums first. */
    public void stateGradients(int place, int rows, float[] to, int at) {
        product.multiply(
                Factor.of(sums.memory((place - start) * 4 * units)),
                Factor.of(turnedRecurrentWeights.memory()),
                stateGradients.memory(),
                new Extents(rows, units, 4 * units),
                0f);
        stateGradients.get(0, to, at, rows * units);
    }

    /** Sets the gradients of the weights to zero. */
    public void clear() {
        recurrentGradients.clear();
        inputGradients.clear();
    }

    /** Computes the gradients of weights and inputs; set the gradients of the stretch's sums first. */
    public void differentiate() {
        Factor gradients = Factor.of(sums.memory());
        product.multiply(
                Factor.transposed(states.memory(start * units)),
                gradients,
                recurrentGradients.memory(),
                new Extents(units, 4 * units, places),
                1f);
        product.multiply(
                Factor.transposed(sources.memory(start * (inputs + 1))),
                gradients,
                inputGradients.memory(),
                new Extents(inputs + 1, 4 * units, places),
                1f);
        product.multiply(
                gradients,
                Factor.transposed(inputWeights.memory()),
                sourceGradients.memory(start * inputs),
                new Extents(places, inputs, 4 * units),
                0f);
    }

    /** Adds the gradients of the weights, from all stretches, to {@code gradients}. */
    public void addTo(LstmGradients gradients) {
        gradients.add(inputGradients, recurrentGradients);
    }

    /** Reads the gradient of a place's input, after {@link #differentiate}. */
    public void sourceGradient(int place, float[] to) {
        sourceGradients.get(place * inputs, to, 0, inputs);
    }

    @Override
    public void close() {
        inputWeights.close();
        recurrentWeights.close();
        turnedRecurrentWeights.close();
        sources.close();
        states.close();
        sums.close();
        stateGradients.close();
        sourceGradients.close();
        inputGradients.close();
        recurrentGradients.close();
    }
}
