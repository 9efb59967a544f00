package dev.millrace.model.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST_ITER_C;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_ITER_C;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS_LAYER;

import java.util.List;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.lstm_forward;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.Pointer;

/** A compiled plan for a few steps of one direction, for a fixed number of rows. All plans share their buffers. */
final class LstmChunk {

    private final lstm_forward primitive;
    private final memory.desc inputLayout;
    private final memory.desc recurrentLayout;
    private final boolean exact;
    private final memory source;
    private final memory hidden;
    private final memory exactHidden;
    private final reorder widening;
    private final List<IntMemoryMap> turns;

    LstmChunk(LstmShape shape, Precision precision, engine cpu, NativeScope scope, LstmChunkBuffers buffers) {
        memory.desc sourceLayout = scope.own(shape.sequence(shape.inputs(), precision));
        memory.desc hiddenLayout = scope.own(shape.sequence(shape.units(), precision));
        memory.desc state = scope.own(shape.state(precision));
        memory.desc cell = scope.own(shape.state(Precision.FLOAT32));
        lstm_forward.desc plan = scope.own(new lstm_forward.desc(
                dnnl.prop_kind.forward_inference,
                dnnl.rnn_direction.unidirectional_left2right,
                sourceLayout,
                state,
                cell,
                scope.own(shape.anyWeights(shape.inputs(), precision)),
                scope.own(shape.anyWeights(shape.units(), precision)),
                scope.own(LstmShape.bias(shape.units())),
                hiddenLayout,
                state,
                cell));
        var description = scope.own(new lstm_forward.primitive_desc(plan, cpu));
        this.primitive = scope.own(new lstm_forward(description));
        this.inputLayout = scope.own(description.weights_layer_desc());
        this.recurrentLayout = scope.own(description.weights_iter_desc());
        this.exact = precision == Precision.FLOAT32;
        this.exactHidden = view(shape.sequence(shape.units(), Precision.FLOAT32), buffers.hidden(), cpu, scope);
        this.source = view(sourceLayout, buffers.source(), cpu, scope);
        this.hidden = exact ? exactHidden : view(hiddenLayout, buffers.narrowHidden(), cpu, scope);
        this.widening = scope.own(new reorder(hidden, exactHidden));
        this.turns =
                List.of(arguments(state, cell, buffers, 0, cpu, scope), arguments(state, cell, buffers, 1, cpu, scope));
    }

    private IntMemoryMap arguments(
            memory.desc state, memory.desc cell, LstmChunkBuffers buffers, int turn, engine cpu, NativeScope scope) {
        IntMemoryMap arguments = scope.own(new IntMemoryMap());
        arguments.put(DNNL_ARG_SRC_LAYER, source);
        arguments.put(DNNL_ARG_DST_LAYER, hidden);
        arguments.put(DNNL_ARG_SRC_ITER, view(state, buffers.state(turn), cpu, scope));
        arguments.put(DNNL_ARG_SRC_ITER_C, view(cell, buffers.cell(turn), cpu, scope));
        arguments.put(DNNL_ARG_DST_ITER, view(state, buffers.state(1 - turn), cpu, scope));
        arguments.put(DNNL_ARG_DST_ITER_C, view(cell, buffers.cell(1 - turn), cpu, scope));
        return arguments;
    }

    private static memory view(memory.desc layout, Pointer at, engine cpu, NativeScope scope) {
        return scope.own(new memory(scope.own(layout), cpu, at));
    }

    /**
     * Runs the steps.
     *
     * @param turn 0 or 1: which of the two states it starts from; it writes the other one
     */
    void run(stream queue, LstmWeights weights, int turn) {
        IntMemoryMap arguments = turns.get(turn);
        arguments.put(DNNL_ARG_WEIGHTS_LAYER, weights.input(inputLayout));
        arguments.put(DNNL_ARG_WEIGHTS_ITER, weights.recurrent(recurrentLayout));
        arguments.put(DNNL_ARG_BIAS, weights.bias());
        primitive.execute(queue, arguments);
        if (!exact) {
            widening.execute(queue, hidden, exactHidden);
        }
        queue._wait();
    }
}
