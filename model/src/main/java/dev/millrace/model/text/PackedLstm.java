package dev.millrace.model.text;

import dev.millrace.model.nativemath.LstmGradients;
import dev.millrace.model.nativemath.Matrix;
import dev.millrace.model.nativemath.MatrixProduct;
import java.util.Arrays;

/**
 * The recurrence in Java over matrix products, for machines without oneDNN. No step is spent on padding.
 *
 * <p>Hochreiter and Schmidhuber 1997 with forget gates (Gers et
 * al. 2000); the gradient is the ordinary one through time.
 */
final class PackedLstm implements Recurrence {

    private final int inputs;
    private final int units;
    private final Matrix inputWeights = new Matrix();
    private final Matrix recurrentWeights = new Matrix();
    private final Matrix tokens = new Matrix();
    private final Matrix wide = new Matrix();
    private final Matrix step = new Matrix();
    private final Matrix narrow = new Matrix();
    private final Matrix product = new Matrix();
    private float[] bias = new float[0];
    private float[] gates = new float[0];
    private float[] cells = new float[0];
    private float[] squashedCells = new float[0];
    private float[] hidden = new float[0];
    private float[] previousHidden = new float[0];

    PackedLstm(int inputs, int units) {
        this.inputs = inputs;
        this.units = units;
    }

    @Override
    public void load(float[] input, float[] recurrent, float[] bias) {
        inputWeights.put(input, input.length);
        recurrentWeights.put(recurrent, recurrent.length);
        this.bias = bias;
    }

    @Override
    public float[] forward(Packing packing, float[] x) {
        int total = packing.tokens();
        ensure(total);
        tokens.put(x, total * inputs);
        wide.ensure((long) total * 4 * units);
        MatrixProduct.multiply(tokens, false, inputWeights, false, wide, total, 4 * units, inputs, false);
        wide.get(gates, total * 4 * units);
        float[] state = new float[packing.rows() * units];
        float[] recurrent = new float[packing.rows() * 4 * units];
        for (int time = 0; time < packing.steps(); time++) {
            forwardStep(packing, time, state, recurrent);
        }
        return hidden;
    }

    private void forwardStep(Packing packing, int time, float[] state, float[] recurrent) {
        int active = packing.active(time);
        int from = packing.offset(time);
        if (time == 0) {
            Arrays.fill(previousHidden, 0, active * units, 0f);
            Arrays.fill(recurrent, 0f);
        } else {
            int before = packing.offset(time - 1) * units;
            System.arraycopy(hidden, before, previousHidden, from * units, active * units);
            System.arraycopy(hidden, before, state, 0, active * units);
            step.put(state, active * units);
            product.ensure((long) active * 4 * units);
            MatrixProduct.multiply(step, false, recurrentWeights, false, product, active, 4 * units, units, false);
            product.get(recurrent, active * 4 * units);
        }
        for (int row = 0; row < active; row++) {
            int previousCell = time == 0 ? -1 : (packing.offset(time - 1) + row) * units;
            cell((from + row) * units, previousCell, recurrent, row * 4 * units);
        }
    }

    private void cell(int at, int previousCell, float[] recurrent, int recurrentAt) {
        int gateAt = at * 4;
        for (int i = 0; i < 4 * units; i++) {
            gates[gateAt + i] += recurrent[recurrentAt + i] + bias[i];
        }
        Squashing.sigmoid(gates, gateAt, 2 * units);
        Squashing.tanh(gates, gateAt + 2 * units, units);
        Squashing.sigmoid(gates, gateAt + 3 * units, units);
        for (int i = 0; i < units; i++) {
            float before = previousCell < 0 ? 0f : cells[previousCell + i];
            float cell = gates[gateAt + units + i] * before + gates[gateAt + i] * gates[gateAt + 2 * units + i];
            cells[at + i] = cell;
            squashedCells[at + i] = cell;
        }
        Squashing.tanh(squashedCells, at, units);
        for (int i = 0; i < units; i++) {
            hidden[at + i] = gates[gateAt + 3 * units + i] * squashedCells[at + i];
        }
    }

    @Override
    public void backward(Packing packing, float[] hiddenGradients, LstmGradients gradients, float[] inputGradients) {
        int total = packing.tokens();
        float[] cellGradient = new float[packing.rows() * units];
        float[] fromNext = new float[packing.rows() * units];
        float[] stepGates = new float[packing.rows() * 4 * units];
        for (int time = packing.steps() - 1; time >= 0; time--) {
            backwardStep(packing, time, hiddenGradients, cellGradient, fromNext, stepGates);
        }
        wide.put(gates, total * 4 * units);
        narrow.put(previousHidden, total * units);
        product.ensure((long) Math.max(units, inputs) * 4 * units);
        MatrixProduct.multiply(narrow, true, wide, false, product, units, 4 * units, total, false);
        add(gradients.recurrent());
        MatrixProduct.multiply(tokens, true, wide, false, product, inputs, 4 * units, total, false);
        add(gradients.input());
        addRows(total, gradients.bias());
        narrow.ensure((long) total * inputs);
        MatrixProduct.multiply(wide, false, inputWeights, true, narrow, total, inputs, 4 * units, false);
        narrow.get(inputGradients, total * inputs);
    }

    private void backwardStep(
            Packing packing,
            int time,
            float[] hiddenGradients,
            float[] cellGradient,
            float[] fromNext,
            float[] stepGates) {
        int active = packing.active(time);
        int from = packing.offset(time);
        for (int row = 0; row < active; row++) {
            int previousCell = time == 0 ? -1 : (packing.offset(time - 1) + row) * units;
            cellBackward((from + row) * units, previousCell, hiddenGradients, cellGradient, fromNext, row * units);
        }
        if (time > 0) {
            System.arraycopy(gates, from * 4 * units, stepGates, 0, active * 4 * units);
            step.put(stepGates, active * 4 * units);
            product.ensure((long) active * units);
            MatrixProduct.multiply(step, false, recurrentWeights, true, product, active, units, 4 * units, false);
            product.get(fromNext, active * units);
        }
    }

    /** Leaves the gradients of the gates' sums where the gates were. */
    private void cellBackward(
            int at, int previousCell, float[] hiddenGradients, float[] cellGradient, float[] fromNext, int rowAt) {
        int input = at * 4;
        int forget = input + units;
        int candidate = forget + units;
        int output = candidate + units;
        for (int i = 0; i < units; i++) {
            float gradient = hiddenGradients[at + i] + fromNext[rowAt + i];
            float squashed = squashedCells[at + i];
            float out = gates[output + i];
            float cell = cellGradient[rowAt + i] + gradient * out * (1 - squashed * squashed);
            float in = gates[input + i];
            float keep = gates[forget + i];
            float fresh = gates[candidate + i];
            float before = previousCell < 0 ? 0f : cells[previousCell + i];
            gates[output + i] = gradient * squashed * out * (1 - out);
            gates[input + i] = cell * fresh * in * (1 - in);
            gates[forget + i] = cell * before * keep * (1 - keep);
            gates[candidate + i] = cell * in * (1 - fresh * fresh);
            cellGradient[rowAt + i] = cell * keep;
        }
    }

    private void add(float[] sums) {
        float[] more = new float[sums.length];
        product.get(more, more.length);
        for (int i = 0; i < sums.length; i++) {
            sums[i] += more[i];
        }
    }

    private void addRows(int total, float[] sums) {
        for (int token = 0; token < total; token++) {
            int at = token * 4 * units;
            for (int i = 0; i < 4 * units; i++) {
                sums[i] += gates[at + i];
            }
        }
    }

    private void ensure(int total) {
        if (hidden.length < total * units) {
            gates = new float[total * 4 * units];
            cells = new float[total * units];
            squashedCells = new float[total * units];
            hidden = new float[total * units];
            previousHidden = new float[total * units];
        }
    }

    @Override
    public void close() {
        inputWeights.close();
        recurrentWeights.close();
        tokens.close();
        wide.close();
        step.close();
        narrow.close();
        product.close();
    }
}
