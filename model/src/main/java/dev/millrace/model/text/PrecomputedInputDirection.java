package dev.millrace.model.text;

import dev.millrace.model.onednn.RecurrentMatmul;
import java.util.stream.Stream;

/**
 * One direction of the LSTM, one step at a time: a library computes the product of several rows, and loops that HotSpot
 * vectorises do the rest. Owned by one thread.
 */
final class PrecomputedInputDirection implements AutoCloseable {

    private final int units;
    private final RecurrentMatmul together;
    private final OneRowProduct alone;
    private final Gates gates;
    private final CellBlock[] blocks;

    /**
     * @param weights the caller keeps ownership
     * @param rows maximum number of rows
     */
    PrecomputedInputDirection(PrecomputedInputWeights weights, int rows) {
        this.units = weights.units();
        this.together = RecurrentMatmul.of(weights.table(), weights.recurrent(), rows);
        this.alone = new OneRowProduct(weights.table(), weights.recurrentRows());
        this.gates = new Gates(CellBlock.ROWS, units);
        this.blocks = Stream.generate(() -> new CellBlock(units))
                .limit((rows + CellBlock.ROWS - 1) / CellBlock.ROWS)
                .toArray(CellBlock[]::new);
    }

    /** Starts over, before the first step of {@code rows} rows. */
    void reset(int rows) {
        alone.reset();
        for (int from = 0; from < rows; from += CellBlock.ROWS) {
            block(from).reset();
        }
    }

    /**
     * Advances by one word.
     *
     * @param words of the first {@code rows} rows; other rows have ended
     */
    void step(int[] words, int rows) {
        RecurrentMatmul product = rows == 1 ? alone : together;
        for (int row = 0; row < rows; row++) {
            product.word(row, words[row]);
        }
        for (int from = 0; from < rows; from += CellBlock.ROWS) {
            product.states(from, block(from).states(), count(from, rows));
        }
        product.run(rows);
        for (int from = 0; from < rows; from += CellBlock.ROWS) {
            gates.activate(product, from, count(from, rows));
            block(from).advance(gates, count(from, rows) * units);
        }
    }

    /** The sum of a unit's state over the steps. */
    float sum(int row, int unit) {
        return 0.5f * block(row).sums()[row % CellBlock.ROWS * units + unit];
    }

    private CellBlock block(int row) {
        return blocks[row / CellBlock.ROWS];
    }

    private static int count(int from, int rows) {
        return Math.min(CellBlock.ROWS, rows - from);
    }

    @Override
    public void close() {
        together.close();
        alone.close();
    }
}
