package dev.millrace.model.onednn;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.FloatPointer;

/**
 * The weights of one direction, in every layout that compiled plans have requested; each layout is filled once per load.
 * Any thread may read them. Call {@link #load} and {@link #close} only while none does.
 */
public final class LstmWeights implements AutoCloseable {

    private final NativeScope scope = new NativeScope();
    private final engine cpu;
    private final stream queue;
    private final memory input;
    private final memory recurrent;
    private final memory bias;
    private final int inputs;
    private final int units;
    private final List<Layout> inputLayouts = new ArrayList<>();
    private final List<Layout> recurrentLayouts = new ArrayList<>();
    private long loading;

    /** Creates weights without values; {@link #load} sets them. */
    public LstmWeights(int inputs, int units) {
        this.inputs = inputs;
        this.units = units;
        this.cpu = scope.own(new engine(org.bytedeco.dnnl.engine.kind.cpu, 0));
        this.queue = scope.own(new stream(cpu));
        this.input = plain(LstmShape.plainWeights(inputs, units));
        this.recurrent = plain(LstmShape.plainWeights(units, units));
        this.bias = plain(LstmShape.bias(units));
    }

    private memory plain(memory.desc layout) {
        return scope.own(new memory(scope.own(layout), cpu));
    }

    /** One layout of the input or recurrent weights. */
    private static final class Layout {
        final memory.desc description;
        final memory to;
        final reorder copy;
        long loading = -1;

        Layout(NativeScope scope, engine cpu, memory.desc description, memory from) {
            this.description = description;
            this.to = scope.own(new memory(description, cpu));
            this.copy = scope.own(new reorder(from, to));
        }
    }

    /**
     * Copies new values: row-major, gates in the order input, forget, candidate, output.
     *
     * @param input [inputs][4 × units]
     * @param recurrent [units][4 × units]
     * @param bias [4 × units]
     */
    public synchronized void load(float[] input, float[] recurrent, float[] bias) {
        put(input, this.input);
        put(recurrent, this.recurrent);
        put(bias, this.bias);
        loading++;
    }

    private static void put(float[] values, memory to) {
        new FloatPointer(to.get_data_handle()).put(values, 0, values.length);
    }

    int inputs() {
        return inputs;
    }

    int units() {
        return units;
    }

    memory input(memory.desc layout) {
        return in(layout, input, inputLayouts);
    }

    memory recurrent(memory.desc layout) {
        return in(layout, recurrent, recurrentLayouts);
    }

    memory bias() {
        return bias;
    }

    private synchronized memory in(memory.desc description, memory from, List<Layout> layouts) {
        Layout layout = layouts.stream()
                .filter(known -> known.description.equals(description))
                .findFirst()
                .orElseGet(() -> made(description, from, layouts));
        if (layout.loading != loading) {
            layout.copy.execute(queue, from, layout.to);
            queue._wait();
            layout.loading = loading;
        }
        return layout.to;
    }

    private Layout made(memory.desc description, memory from, List<Layout> layouts) {
        Layout layout = new Layout(scope, cpu, scope.own(new memory.desc(description.data())), from);
        layouts.add(layout);
        return layout;
    }

    @Override
    public synchronized void close() {
        scope.close();
    }
}
