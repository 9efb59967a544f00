package dev.millrace.model.nativemath;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC_ITER_C;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS_LAYER;
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
import org.bytedeco.dnnl.lstm_backward;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;

/** oneDNN's backward primitive that belongs to a {@link LstmForward}. */
final class LstmBackward {

    private final lstm_backward primitive;
    private final memory.desc inputLayout;
    private final memory.desc recurrentLayout;
    private final Gradient input;
    private final Gradient recurrent;
    private final memory bias;
    private final IntMemoryMap arguments;
    private final int units;
    private final memory start;
    private final memory hiddenStartGradient;
    private final memory cellStartGradient;

    /** One gradient in the primitive's layout and in the plain one. */
    private static final class Gradient {
        final memory preferred;
        final memory plain;
        final reorder copy;
        final long bytes;

        Gradient(memory.desc preferredLayout, memory.desc plainLayout, engine cpu, NativeScope scope) {
            this.preferred = scope.own(new memory(scope.own(preferredLayout), cpu));
            this.plain = scope.own(new memory(scope.own(plainLayout), cpu));
            this.copy = scope.own(new reorder(preferred, plain));
            this.bytes = preferredLayout.get_size();
        }
    }

    LstmBackward(LstmShape shape, LstmForward forward, engine cpu, NativeScope scope) {
        this.units = shape.units();
        this.start = forward.start();
        this.hiddenStartGradient = scope.own(new memory(scope.own(shape.state(Precision.FLOAT32)), cpu));
        this.cellStartGradient = scope.own(new memory(scope.own(shape.state(Precision.FLOAT32)), cpu));
        lstm_backward.primitive_desc description =
                scope.own(new lstm_backward.primitive_desc(scope.own(plan(shape, scope)), cpu, forward.description()));
        this.primitive = scope.own(new lstm_backward(description));
        this.inputLayout = scope.own(description.weights_layer_desc());
        this.recurrentLayout = scope.own(description.weights_iter_desc());
        this.input = new Gradient(
                description.diff_weights_layer_desc(), LstmShape.plainWeights(shape.inputs(), units), cpu, scope);
        this.recurrent =
                new Gradient(description.diff_weights_iter_desc(), LstmShape.plainWeights(units, units), cpu, scope);
        this.bias = scope.own(new memory(scope.own(LstmShape.bias(units)), cpu));
        this.arguments = scope.own(new IntMemoryMap());
    }

    private static lstm_backward.desc plan(LstmShape shape, NativeScope scope) {
        memory.desc none = scope.own(new memory.desc());
        memory.desc state = scope.own(shape.state(Precision.FLOAT32));
        memory.desc source = scope.own(shape.sequence(shape.inputs()));
        memory.desc hidden = scope.own(shape.sequence(shape.units()));
        memory.desc input = scope.own(shape.anyWeights(shape.inputs(), Precision.FLOAT32));
        memory.desc recurrent = scope.own(shape.anyWeights(shape.units(), Precision.FLOAT32));
        memory.desc bias = scope.own(LstmShape.bias(shape.units()));
        return new lstm_backward.desc(
                dnnl.prop_kind.backward,
                dnnl.rnn_direction.unidirectional_left2right,
                source,
                state,
                state,
                input,
                recurrent,
                bias,
                hidden,
                none,
                none,
                source,
                state,
                state,
                input,
                recurrent,
                bias,
                hidden,
                none,
                none);
    }

    /** The sequences of one run: those of the forward run, and their gradients. */
    record Sequences(memory source, memory hidden, memory workspace, memory hiddenGradient, memory sourceGradient) {}

    /** Sets the sequences' source gradient, and adds to {@code gradients}. */
    void run(stream queue, LstmWeights weights, Sequences sequences, LstmGradients gradients) {
        NativeFloats.clear(input.preferred, input.bytes);
        NativeFloats.clear(recurrent.preferred, recurrent.bytes);
        NativeFloats.clear(bias, 4L * Float.BYTES * units);
        arguments.put(DNNL_ARG_SRC_LAYER, sequences.source());
        arguments.put(DNNL_ARG_SRC_ITER, start);
        arguments.put(DNNL_ARG_SRC_ITER_C, start);
        arguments.put(DNNL_ARG_DIFF_SRC_ITER, hiddenStartGradient);
        arguments.put(DNNL_ARG_DIFF_SRC_ITER_C, cellStartGradient);
        arguments.put(DNNL_ARG_WEIGHTS_LAYER, weights.input(inputLayout));
        arguments.put(DNNL_ARG_WEIGHTS_ITER, weights.recurrent(recurrentLayout));
        arguments.put(DNNL_ARG_BIAS, weights.bias());
        arguments.put(DNNL_ARG_DST_LAYER, sequences.hidden());
        arguments.put(DNNL_ARG_WORKSPACE, sequences.workspace());
        arguments.put(DNNL_ARG_DIFF_DST_LAYER, sequences.hiddenGradient());
        arguments.put(DNNL_ARG_DIFF_SRC_LAYER, sequences.sourceGradient());
        arguments.put(DNNL_ARG_DIFF_WEIGHTS_LAYER, input.preferred);
        arguments.put(DNNL_ARG_DIFF_WEIGHTS_ITER, recurrent.preferred);
        arguments.put(DNNL_ARG_DIFF_BIAS, bias);
        primitive.execute(queue, arguments);
        input.copy.execute(queue, input.preferred, input.plain);
        recurrent.copy.execute(queue, recurrent.preferred, recurrent.plain);
        queue._wait();
        gradients.add(input.plain, recurrent.plain, bias);
    }
}
