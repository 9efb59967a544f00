package dev.millrace.model.nativemath;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * A list of oneDNN primitives with their memories, built once and run often. Owns everything native that goes through
 * {@link #own}. Owned by one thread.
 */
final class OneDnnGraph implements AutoCloseable {

    private final List<Pointer> owned = new ArrayList<>();
    private final engine processor = own(new engine(engine.kind.cpu, 0));
    private final stream queue = own(new stream(processor));

    /** A primitive with its arguments. */
    private record Step(primitive work, IntMemoryMap arguments) {}

    /** Steps that run together, in order. */
    final class Sequence {

        private final List<Step> steps = new ArrayList<>();

        /** @param arguments alternately the number of an argument and its memory */
        void add(primitive work, Object... arguments) {
            IntMemoryMap map = own(new IntMemoryMap());
            for (int i = 0; i < arguments.length; i += 2) {
                map.put((Integer) arguments[i], (memory) arguments[i + 1]);
            }
            steps.add(new Step(own(work), map));
        }

        /** {@code from} in the layout {@code to}: itself where it has it already, else a copy made at this place of the sequence. */
        memory reordered(memory from, memory.desc to) {
            if (sameLayout(own(from.get_desc()), to)) {
                return from;
            }
            memory copy = memory(to);
            copy(from, copy);
            return copy;
        }

        /** Copies, changing the layout as needed. */
        void copy(memory from, memory to) {
            add(new reorder(from, to), dnnl.DNNL_ARG_FROM, from, dnnl.DNNL_ARG_TO, to);
        }

        void run() {
            for (Step step : steps) {
                step.work().execute(queue, step.arguments());
            }
            queue._wait();
        }
    }

    private static boolean sameLayout(memory.desc left, memory.desc right) {
        return dnnl.dnnl_memory_desc_equal(left.data(), right.data()) != 0;
    }

    engine engine() {
        return processor;
    }

    Sequence sequence() {
        return new Sequence();
    }

    <P extends Pointer> P own(P pointer) {
        owned.add(pointer);
        return pointer;
    }

    memory memory(memory.desc layout) {
        return own(new memory(layout, processor));
    }

    /** A plain layout: row-major over the extents, named by oneDNN's tag. */
    memory.desc plain(memory.format_tag tag, long... extents) {
        return own(new memory.desc(extents, memory.data_type.f32, tag));
    }

    /** A layout that oneDNN shall choose. */
    memory.desc any(long... extents) {
        return plain(memory.format_tag.any, extents);
    }

    /** The floats of a memory. */
    FloatPointer floats(memory values, long count) {
        return own(new FloatPointer(values.get_data_handle()).capacity(count));
    }

    /** Frees in the opposite order of making. */
    @Override
    public void close() {
        for (int i = owned.size() - 1; i >= 0; i--) {
            owned.get(i).close();
        }
        owned.clear();
    }
}
