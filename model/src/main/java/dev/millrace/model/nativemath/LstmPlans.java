package dev.millrace.model.nativemath;

import java.util.HashMap;
import java.util.Map;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.stream;

/**
 * oneDNN's LSTM primitives for training, of one thread, compiled when a shape first comes and kept until {@link #close}. Owned by one
 * thread.
 */
public final class LstmPlans implements AutoCloseable {

    private final int inputs;
    private final int units;
    private final NativeScope scope = new NativeScope();
    private final engine cpu;
    private final stream queue;
    private final Map<LstmShape, LstmPlan> plans = new HashMap<>();

    public LstmPlans(int inputs, int units) {
        this.inputs = inputs;
        this.units = units;
        this.cpu = scope.own(new engine(org.bytedeco.dnnl.engine.kind.cpu, 0));
        this.queue = scope.own(new stream(cpu));
    }

    stream queue() {
        return queue;
    }

    LstmPlan plan(int steps, int rows) {
        return plans.computeIfAbsent(
                new LstmShape(steps, rows, inputs, units), shape -> new LstmPlan(shape, cpu, scope));
    }

    @Override
    public void close() {
        plans.clear();
        scope.close();
    }
}
