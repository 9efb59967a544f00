package dev.millrace.model.onednn;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * A list of oneDNN primitives with their memories, built once and run often. Owns every native object that passes
 * through {@link #own}. Owned by one thread.
 */
final class OneDnnGraph implements AutoCloseable {

    private final NativeScope scope = new NativeScope();
    private final Precision precision;
    private final engine processor = own(new engine(engine.kind.cpu, 0));
    private final stream queue = own(new stream(processor));

    /** @param precision of the layouts that oneDNN chooses */
    OneDnnGraph(Precision precision) {
        this.precision = precision;
    }

    /** A primitive with its arguments. */
    private record Step(primitive work, IntMemoryMap arguments) {}

    /** Steps that run together, in order. */
    final class Sequence {

        private final List<Step> steps = new ArrayList<>();

        /** @param arguments pairs of argument number and memory */
        void add(primitive work, Object... arguments) {
            IntMemoryMap map = own(new IntMemoryMap());
            for (int i = 0; i < arguments.length; i += 2) {
                map.put((Integer) arguments[i], (memory) arguments[i + 1]);
            }
            steps.add(new Step(own(work), map));
        }

        /**
         * {@code from} in the layout {@code to}: itself if it has that layout, otherwise a copy made at this place of
         * the sequence.
         */
        memory reordered(memory from, memory.desc to) {
            if (isLaidOut(from, to)) {
                return from;
            }
            memory copy = memory(to);
            add(new reorder(from, copy), dnnl.DNNL_ARG_FROM, from, dnnl.DNNL_ARG_TO, copy);
            return copy;
        }

        /** A copy of {@code from} × {@code factor} in the layout {@code to}. */
        memory scaled(memory from, memory.desc to, float factor) {
            memory copy = memory(to);
            primitive_attr attributes = own(new primitive_attr());
            attributes.set_output_scales(0, new float[] {factor});
            add(new reorder(from, copy, attributes), dnnl.DNNL_ARG_FROM, from, dnnl.DNNL_ARG_TO, copy);
            return copy;
        }

        void run() {
            for (Step step : steps) {
                step.work().execute(queue, step.arguments());
            }
            queue._wait();
        }

        /** Runs the step that was added last. */
        void runLast() {
            Step step = steps.get(steps.size() - 1);
            step.work().execute(queue, step.arguments());
            queue._wait();
        }
    }

    /** Whether {@code held} has the layout {@code wanted}. */
    boolean isLaidOut(memory held, memory.desc wanted) {
        return dnnl.dnnl_memory_desc_equal(own(held.get_desc()).data(), wanted.data()) != 0;
    }

    engine engine() {
        return processor;
    }

    Sequence sequence() {
        return new Sequence();
    }

    <P extends Pointer> P own(P pointer) {
        return scope.own(pointer);
    }

    memory memory(memory.desc layout) {
        return own(new memory(layout, processor));
    }

    /** A read-only view of a memory that another graph or buffer owns. */
    memory view(memory other) {
        return own(new memory(own(other.get_desc()), processor, other.get_data_handle()));
    }

    /** Float32 in a named layout. */
    memory.desc plain(memory.format_tag tag, long... extents) {
        return own(new memory.desc(extents, memory.data_type.f32, tag));
    }

    /** Lets oneDNN choose the layout. */
    memory.desc any(long... extents) {
        return named(memory.format_tag.any, extents);
    }

    /** A named layout in the precision of oneDNN's own choices. */
    memory.desc named(memory.format_tag tag, long... extents) {
        return own(new memory.desc(extents, precision.type(), tag));
    }

    /** Applies ReLU to the result of a primitive. */
    primitive_attr reluAfter() {
        post_ops operations = own(new post_ops());
        operations.append_eltwise(1f, dnnl.algorithm.eltwise_relu, 0f, 0f);
        primitive_attr attributes = own(new primitive_attr());
        attributes.set_post_ops(operations);
        return attributes;
    }

    /** The floats of a memory. */
    FloatPointer floats(memory values, long count) {
        return own(new FloatPointer(values.get_data_handle()).capacity(count));
    }

    @Override
    public void close() {
        scope.close();
    }
}
