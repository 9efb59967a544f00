package dev.millrace.model.nativemath;

import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.Pointer;

/** The primitives of one shape, and views of that shape on buffers that all shapes share. */
final class LstmPlan {

    private final LstmShape shape;
    private final NativeScope scope;
    private final LstmForward forward;
    private final LstmBackward backward;
    private final memory source;
    private final memory hidden;
    private final memory workspace;
    private final memory hiddenGradient;
    private final memory sourceGradient;

    LstmPlan(LstmShape shape, engine cpu, NativeScope scope) {
        this.shape = shape;
        this.scope = scope;
        this.forward = new LstmForward(shape, cpu, scope);
        this.backward = new LstmBackward(shape, forward, cpu, scope);
        this.source = view(shape.sequence(shape.inputs()), cpu);
        this.hidden = view(shape.sequence(shape.units()), cpu);
        this.workspace = view(new memory.desc(forward.workspace().data()), cpu);
        this.hiddenGradient = view(shape.sequence(shape.units()), cpu);
        this.sourceGradient = view(shape.sequence(shape.inputs()), cpu);
    }

    private memory view(memory.desc layout, engine cpu) {
        return scope.own(new memory(scope.own(layout), cpu, new Pointer()));
    }

    LstmShape shape() {
        return shape;
    }

    /** Room for a run; to be called before its source is written. */
    void prepare(LstmBuffers buffers) {
        buffers.ensure(shape, forward.workspace().get_size());
    }

    void forward(stream queue, LstmWeights weights, LstmBuffers buffers) {
        bind(buffers);
        forward.run(queue, weights, source, hidden, workspace);
    }

    void backward(stream queue, LstmWeights weights, LstmBuffers buffers, LstmGradients gradients) {
        bind(buffers);
        backward.run(
                queue,
                weights,
                new LstmBackward.Sequences(source, hidden, workspace, hiddenGradient, sourceGradient),
                gradients);
    }

    private void bind(LstmBuffers buffers) {
        source.set_data_handle(buffers.source().memory());
        hidden.set_data_handle(buffers.hidden().memory());
        workspace.set_data_handle(buffers.workspace());
        hiddenGradient.set_data_handle(buffers.hiddenGradient().memory());
        sourceGradient.set_data_handle(buffers.sourceGradient().memory());
    }
}
