package dev.millrace.model.nativemath;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_ITER_C;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;

import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.lstm_forward;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.stream;

/** oneDNN's forward primitive of one direction, from the first token to the last, compiled for one shape. */
final class LstmForward {

    private final lstm_forward primitive;
    private final lstm_forward.primitive_desc description;
    private final memory.desc inputLayout;
    private final memory.desc recurrentLayout;
    private final memory.desc workspace;
    private final IntMemoryMap arguments;
    private final memory start;

    LstmForward(LstmShape shape, engine cpu, NativeScope scope) {
        memory.desc none = scope.own(new memory.desc());
        lstm_forward.desc plan = scope.own(new lstm_forward.desc(
                dnnl.prop_kind.forward_training,
                dnnl.rnn_direction.unidirectional_left2right,
                scope.own(shape.sequence(shape.inputs())),
                scope.own(shape.state(Precision.FLOAT32)),
                scope.own(shape.state(Precision.FLOAT32)),
                scope.own(shape.anyWeights(shape.inputs(), Precision.FLOAT32)),
                scope.own(shape.anyWeights(shape.units(), Precision.FLOAT32)),
                scope.own(LstmShape.bias(shape.units())),
                scope.own(shape.sequence(shape.units())),
                none,
                none));
        this.description = scope.own(new lstm_forward.primitive_desc(plan, cpu));
        this.primitive = scope.own(new lstm_forward(description));
        this.inputLayout = scope.own(description.weights_layer_desc());
        this.recurrentLayout = scope.own(description.weights_iter_desc());
        this.workspace = scope.own(description.workspace_desc());
        this.arguments = scope.own(new IntMemoryMap());
        this.start = scope.own(new memory(scope.own(shape.state(Precision.FLOAT32)), cpu));
        NativeFloats.clear(start, start.get_desc().get_size());
    }

    /** What the backward primitive needs to know of this one. */
    lstm_forward.primitive_desc description() {
        return description;
    }

    /** What {@link LstmBackward} needs kept. */
    memory.desc workspace() {
        return workspace;
    }

    /**
     * The state before the first step: zeros, in both of its parts. Without it oneDNN 2.5 takes it for zero too, but its
     * backward primitive then pairs each step's gradient with the state after that step instead of the one before.
     */
    memory start() {
        return start;
    }

    void run(stream queue, LstmWeights weights, memory source, memory hidden, memory workspace) {
        arguments.put(DNNL_ARG_SRC_LAYER, source);
        arguments.put(DNNL_ARG_WEIGHTS_LAYER, weights.input(inputLayout));
        arguments.put(DNNL_ARG_WEIGHTS_ITER, weights.recurrent(recurrentLayout));
        arguments.put(DNNL_ARG_BIAS, weights.bias());
        arguments.put(DNNL_ARG_SRC_ITER, start);
        arguments.put(DNNL_ARG_SRC_ITER_C, start);
        arguments.put(DNNL_ARG_DST_LAYER, hidden);
        arguments.put(DNNL_ARG_WORKSPACE, workspace);
        primitive.execute(queue, arguments);
        queue._wait();
    }
}
