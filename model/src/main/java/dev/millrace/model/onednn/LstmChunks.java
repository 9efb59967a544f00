package dev.millrace.model.onednn;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.stream;

/**
 * Serves one direction of an LSTM a few steps at a time. The working set of a chunk stays in the second-level cache, a
 * row that has ended costs nothing, and few shapes are compiled. Owned by one thread; the weights may be shared.
 */
public final class LstmChunks implements AutoCloseable {

    private final LstmShape largest;
    private final LstmWeights weights;
    private final Precision precision;
    private final NativeScope scope = new NativeScope();
    private final engine cpu;
    private final stream queue;
    private final LstmChunkBuffers buffers;
    private final LookupTable.Gathering gathering;
    private final ByteBuffer source;
    private final FloatBuffer hidden;
    private final FloatBuffer sums;
    private final Map<Integer, LstmChunk> pieces = new HashMap<>();
    private int turn;

    /**
     * Prepares the buffers.
     *
     * @param weights the caller keeps ownership
     * @param words what the steps read, in the same precision
     * @param steps per chunk
     * @param rows maximum number of rows
     */
    public LstmChunks(LstmWeights weights, LookupTable words, int steps, int rows, Precision precision) {
        this.largest = new LstmShape(steps, rows, weights.inputs(), weights.units());
        this.weights = weights;
        this.precision = precision;
        this.cpu = scope.own(new engine(org.bytedeco.dnnl.engine.kind.cpu, 0));
        this.queue = scope.own(new stream(cpu));
        this.buffers = new LstmChunkBuffers(largest, scope);
        this.gathering = words.new Gathering(steps * rows);
        this.source = buffers.source().asByteBuffer();
        this.hidden = buffers.hidden().asByteBuffer().asFloatBuffer();
        this.sums = buffers.sums().asByteBuffer().asFloatBuffer();
    }

    /**
     * Sets the word to read at a place of the next chunk. A place that is not set keeps its previous word.
     *
     * @param place step × rows of the chunk + row
     */
    public void put(int word, int place) {
        gathering.put(word, place);
    }

    /** The output of the last chunk, [step][row][unit]. */
    public FloatBuffer hidden() {
        return hidden;
    }

    /** Starts over, before the first step. */
    public void reset() {
        buffers.reset();
        turn = 0;
    }

    /** Runs one chunk. Rows that it does not include, the last ones, must not be in any later chunk. */
    public void run(int rows) {
        gathering.write(largest.steps() * rows, source);
        pieces.computeIfAbsent(rows, this::compile).run(queue, weights, turn);
        turn = 1 - turn;
    }

    /**
     * Adds the output of the last chunk for its first {@code whole} rows, over all its steps, to the {@link #sums}.
     * {@code whole} may be 0.
     */
    public void addUp(int rows, int whole) {
        if (whole == 0) {
            return;
        }
        MatrixProduct.addRow(
                buffers.ones(),
                largest.steps(),
                buffers.hidden(),
                rows * largest.units(),
                buffers.sums(),
                whole * largest.units());
    }

    /** The sums since the start, [row][unit]. */
    public FloatBuffer sums() {
        return sums;
    }

    private LstmChunk compile(int rows) {
        return new LstmChunk(
                new LstmShape(largest.steps(), rows, largest.inputs(), largest.units()),
                precision,
                cpu,
                scope,
                buffers);
    }

    @Override
    public void close() {
        pieces.clear();
        scope.close();
    }
}
