package dev.millrace.model.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * The recurrent product in bfloat16, summed in float32. oneDNN compiles one product per supported number of rows and adds
 * the looked-up words in the same call. Rows that only pad a batch to such a number keep their previous content.
 */
final class Bfloat16RecurrentMatmul implements RecurrentMatmul {

    private static final int[] SIZES = {2, 4, 8, 12, 16, 24, 32, 48, 64};

    /** The first value for post-operations, a macro in oneDNN's C API. */
    private static final int FIRST_OPERATION = 16_384;

    private final NativeScope scope = new NativeScope();
    private final engine cpu;
    private final stream queue;
    private final SharedNativeBuffer weights;
    private final RecurrentBuffers buffers;
    private final FloatPointer narrowStates;
    private final FloatPointer added;
    private final LookupTable.Placing words;
    private final @Nullable Compiled[] sizes;
    private final List<memory> layouts = new ArrayList<>();

    Bfloat16RecurrentMatmul(LookupTable table, SharedNativeBuffer weights, int rows) {
        if (rows > SIZES[SIZES.length - 1]) {
            throw new IllegalArgumentException("rows must be at most " + SIZES[SIZES.length - 1] + ", got " + rows);
        }
        this.weights = weights;
        this.cpu = scope.own(new engine(engine.kind.cpu, 0));
        this.queue = scope.own(new stream(cpu));
        SpacedMemory memory = new SpacedMemory(scope);
        int most = SIZES[size(rows)];
        this.sizes = new Compiled[SIZES.length];
        this.buffers = new RecurrentBuffers(weights, most, memory);
        this.narrowStates = memory.zeros((long) most * weights.rows());
        this.added = memory.zeros((long) most * weights.columns());
        this.words = table.new Placing(added.asByteBuffer());
    }

    /** Index of the smallest size that has room for so many rows. */
    private static int size(int rows) {
        int size = 0;
        while (SIZES[size] < rows) {
            size++;
        }
        return size;
    }

    @Override
    public void word(int row, int word) {
        words.put(word, row);
    }

    @Override
    public void states(int from, float[] states, int count) {
        buffers.putStates(from, states, count);
    }

    @Override
    public void run(int rows) {
        int size = size(rows);
        Compiled compiled = sizes[size];
        if (compiled == null) {
            compiled = new Compiled(SIZES[size]);
            sizes[size] = compiled;
        }
        compiled.run();
    }

    @Override
    public void sums(int from, float[] to, int count) {
        buffers.getSums(from, to, count);
    }

    @Override
    public void close() {
        scope.close();
    }

    /** The product for one number of rows. */
    private final class Compiled {

        private final reorder narrowing;
        private final IntMemoryMap statesOnly;
        private final matmul product;
        private final IntMemoryMap arguments;

        Compiled(int rows) {
            memory.desc result = matrix(rows, weights.columns(), memory.data_type.f32);
            memory.desc terms = matrix(rows, weights.columns(), memory.data_type.bf16);
            var description = scope.own(new matmul.primitive_desc(
                    scope.own(
                            new matmul.desc(matrix(rows, weights.rows(), memory.data_type.bf16), anyWeights(), result)),
                    adding(terms),
                    cpu));
            this.product = scope.own(new matmul(description));
            memory exact = view(matrix(rows, weights.rows(), memory.data_type.f32), buffers.states());
            memory narrow = view(matrix(rows, weights.rows(), memory.data_type.bf16), narrowStates);
            this.narrowing = scope.own(new reorder(exact, narrow));
            this.statesOnly = scope.own(new IntMemoryMap());
            statesOnly.put(DNNL_ARG_FROM, exact);
            statesOnly.put(DNNL_ARG_TO, narrow);
            this.arguments = scope.own(new IntMemoryMap());
            arguments.put(DNNL_ARG_SRC, narrow);
            arguments.put(DNNL_ARG_WEIGHTS, narrowed(scope.own(description.weights_desc())));
            arguments.put(FIRST_OPERATION | DNNL_ARG_SRC_1, view(terms, added));
            arguments.put(DNNL_ARG_DST, view(result, buffers.sums()));
        }

        void run() {
            narrowing.execute(queue, statesOnly);
            product.execute(queue, arguments);
            queue._wait();
        }
    }

    private memory.desc matrix(int rows, int columns, memory.data_type type) {
        return scope.own(new memory.desc(new long[] {rows, columns}, type, memory.format_tag.ab));
    }

    private memory.desc anyWeights() {
        long[] extents = {weights.rows(), weights.columns()};
        return scope.own(new memory.desc(extents, memory.data_type.bf16, memory.format_tag.any));
    }

    private primitive_attr adding(memory.desc terms) {
        post_ops operations = scope.own(new post_ops());
        operations.append_binary(dnnl.algorithm.binary_add, terms);
        primitive_attr attributes = scope.own(new primitive_attr());
        attributes.set_post_ops(operations);
        return attributes;
    }

    private memory view(memory.desc layout, Pointer at) {
        return scope.own(new memory(layout, cpu, at));
    }

    /** The weights in a layout that earlier sizes usually requested too. */
    private memory narrowed(memory.desc layout) {
        return layouts.stream()
                .filter(held -> scope.own(held.get_desc()).equals(layout))
                .findFirst()
                .orElseGet(() -> made(layout));
    }

    private memory made(memory.desc layout) {
        memory from = view(matrix(weights.rows(), weights.columns(), memory.data_type.f32), weights.memory());
        memory to = scope.own(new memory(layout, cpu));
        scope.own(new reorder(from, to)).execute(queue, from, to);
        queue._wait();
        layouts.add(to);
        return to;
    }
}
