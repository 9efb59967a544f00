package dev.millrace.model.onednn;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.stream;

/**
 * Serves one direction of an LSTM a few steps at a time. The working set of a chunk stays in the second-level cache, a row
 * that has ended costs nothing, and few shapes are compiled. Owned by one thread; the weights may be shared.
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
     * @param weights stay the caller's
     * @param words what the steps read, of the same precision
     * @param steps a piece
     * @param rows at the most
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
     * Has the next piece read a word. A place that is not put reads what it read before.
     *
     * @param place step × rows of the piece + row
     */
    public void put(int word, int place) {
        gathering.put(word, place);
    }

    /** What the last piece gave, [step][row][unit]. */
    public FloatBuffer hidden() {
        return hidden;
    }

    /** Begins anew, before the first step. */
    public void reset() {
        buffers.reset();
        turn = 0;
    }

    /** Goes on for a piece. Rows that are not in this one, the last ones, are not in any later one. */
    public void run(int rows) {
        gathering.write(largest.steps() * rows, source);
        pieces.computeIfAbsent(rows, this::compile).run(queue, weights, turn);
        turn = 1 - turn;
    }

    /** Adds what the last piece gave for its first {@code whole} rows, over all its steps, to the {@link #sums}; there may be none. */
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

    /** What has been added up since the beginning, [row][unit]. */
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
