package dev.millrace.model.text;

import dev.millrace.model.onednn.LstmGradients;
import dev.millrace.model.onednn.LstmProducts;
import java.util.Arrays;

/**
 * One direction of the LSTM over a packed batch, forward and backward: library products, and loops that HotSpot
 * vectorises. No step is spent on padding. The result is the sum of a row's states over its words, for computing their
 * mean. Gates in the order input, forget, candidate, output. Owned by one thread.
 */
final class PackedLstm implements AutoCloseable {

    private static final int GATES = 4;

    /** The number of rows whose gates together fit the first-level cache. */
    private static final int BLOCK = 8;

    /** Places per stretch; their gates' sums take a quarter of a second-level cache. */
    private static final int STRETCH = 512;

    private final int units;
    private final LstmProducts products;
    private final PackedCells cells = new PackedCells();
    private float[] step = new float[0];

    PackedLstm(int inputs, int units) {
        this.units = units;
        this.products = new LstmProducts(inputs, units);
    }

    /** Sets the weights: [inputs][4 × units], [units][4 × units], [4 × units]. */
    void load(float[] input, float[] recurrent, float[] bias) {
        products.load(input, recurrent, bias);
    }

    /** Allocates memory for a batch, before its words are set. */
    void ensure(PackedSequence packing) {
        products.ensure(packing.tokens(), Math.max(STRETCH, packing.rows()));
        cells.ensure(Math.multiplyExact(packing.tokens(), units));
        if (step.length < packing.rows() * units) {
            step = new float[packing.rows() * units];
        }
    }

    /** Sets the input of a place to the numbers of {@code table} from {@code at} on. */
    void word(int place, float[] table, int at) {
        products.source(place, table, at);
    }

    /**
     * Runs over the words that were set, and keeps what {@link #backward} needs.
     *
     * @param sums receives the sum of each row's states, [row][unit]
     */
    void forward(PackedSequence packing, float[] sums) {
        Arrays.fill(sums, 0, packing.rows() * units, 0f);
        Arrays.fill(step, 0, packing.rows() * units, 0f);
        products.states(0, packing.rows(), step, 0);
        cells.start(packing.rows() * units);
        int end;
        for (int start = 0; start < packing.steps(); start = end) {
            end = packing.stretchFrom(start, STRETCH);
            turnTo(packing, start, end);
            products.project();
            for (int time = start; time < end; time++) {
                forward(packing, time);
                addUp(packing, time, sums);
            }
        }
    }

    private void turnTo(PackedSequence packing, int start, int end) {
        products.turnTo(packing.offset(start), packing.offset(end) - packing.offset(start));
    }

    private void forward(PackedSequence packing, int time) {
        int place = packing.offset(time);
        int rows = packing.active(time);
        if (time > 0) {
            products.states(place, rows, cells.states(), packing.offset(time - 1) * units);
            products.recur(place, rows);
        }
        boolean isLast = time == packing.steps() - 1;
        int next = isLast ? place : packing.offset(time + 1);
        int going = isLast ? 0 : packing.active(time + 1);
        for (int row = 0; row < rows; row += BLOCK) {
            int count = Math.min(BLOCK, rows - row);
            sums(place + row, count);
            int kept = Math.max(0, Math.min(count, going - row));
            cells.forward((place + row) * units, count * units, (next + row) * units, kept * units);
        }
    }

    private void sums(int from, int count) {
        for (int row = from; row < from + count; row++) {
            for (int gate = 0; gate < GATES; gate++) {
                products.sums(row, gate, cells.gate(gate), row * units);
            }
        }
    }

    private void addUp(PackedSequence packing, int time, float[] sums) {
        int length = packing.active(time) * units;
        System.arraycopy(cells.states(), packing.offset(time) * units, step, 0, length);
        for (int i = 0; i < length; i++) {
            sums[i] += step[i];
        }
    }

    /**
     * Runs the backward pass, after {@link #forward} with the same packing.
     *
     * @param stateGradients of each state of a row, the same at all of its words, [row][unit]
     * @param gradients of the weights, added to
     */
    void backward(PackedSequence packing, float[] stateGradients, LstmGradients gradients) {
        int last = packing.steps() - 1;
        int end = packing.offset(last) * units;
        cells.startBackward(end, packing.active(last) * units);
        Arrays.fill(cells.fromNext(), end, end + packing.active(last) * units, 0f);
        products.clear();
        int start;
        for (int stop = packing.steps(); stop > 0; stop = start) {
            start = packing.stretchTo(stop, STRETCH);
            turnTo(packing, start, stop);
            for (int time = stop - 1; time >= start; time--) {
                backward(packing, time, stateGradients);
            }
            products.differentiate();
        }
        products.addTo(gradients);
    }

    private void backward(PackedSequence packing, int time, float[] stateGradients) {
        int place = packing.offset(time);
        int rows = packing.active(time);
        for (int row = 0; row < rows; row += BLOCK) {
            int length = Math.min(BLOCK, rows - row) * units;
            int from = (place + row) * units;
            System.arraycopy(stateGradients, row * units, cells.fromOutput(), from, length);
            cells.backward(from, length);
            gradients(place + row, Math.min(BLOCK, rows - row));
        }
        if (time > 0) {
            int before = packing.offset(time - 1);
            products.stateGradients(place, rows, cells.fromNext(), before * units);
            cells.handBack(place * units, rows * units, before * units, packing.active(time - 1) * units);
        }
    }

    private void gradients(int from, int count) {
        for (int row = from; row < from + count; row++) {
            for (int gate = 0; gate < GATES; gate++) {
                products.gradients(row, gate, cells.gate(gate), row * units);
            }
        }
    }

    /** Reads the gradient of a place's input, after {@link #backward}. */
    void wordGradient(int place, float[] to) {
        products.sourceGradient(place, to);
    }

    @Override
    public void close() {
        products.close();
    }
}
