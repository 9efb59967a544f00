package dev.millrace.model.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.Pointer;

/**
 * Times oneDNN's product of two square matrices that fit the second-level cache. The processor's instructions alone are
 * not conclusive: a fifth-generation Xeon whose tiles (AMX) the virtual machine hides multiplies bfloat16 at half the
 * rate of float32, a fourth-generation EPYC at twice the rate.
 */
final class PrecisionTrial {

    private static final int SIDE = 256;
    private static final int ROUNDS = 20;

    private PrecisionTrial() {}

    /**
     * Speed of bfloat16 products relative to float32, from the best of several alternating rounds. Takes about 12 ms.
     */
    static double speedupOfBfloat16() {
        try (NativeScope scope = new NativeScope()) {
            Product exact = new Product(Precision.FLOAT32, scope);
            Product narrow = new Product(Precision.BFLOAT16, scope);
            long exactBest = Long.MAX_VALUE;
            long narrowBest = Long.MAX_VALUE;
            for (int round = 0; round < ROUNDS; round++) {
                exactBest = Math.min(exactBest, exact.nanoseconds());
                narrowBest = Math.min(narrowBest, narrow.nanoseconds());
            }
            return (double) exactBest / narrowBest;
        }
    }

    private static final class Product {

        private final stream queue;
        private final matmul product;
        private final IntMemoryMap arguments;

        Product(Precision precision, NativeScope scope) {
            engine cpu = scope.own(new engine(engine.kind.cpu, 0));
            this.queue = scope.own(new stream(cpu));
            memory.desc factor = square(precision.type(), memory.format_tag.ab, scope);
            memory.desc weights = square(precision.type(), memory.format_tag.any, scope);
            memory.desc result = square(memory.data_type.f32, memory.format_tag.ab, scope);
            var description =
                    scope.own(new matmul.primitive_desc(scope.own(new matmul.desc(factor, weights, result)), cpu));
            this.product = scope.own(new matmul(description));
            this.arguments = scope.own(new IntMemoryMap());
            arguments.put(DNNL_ARG_SRC, zeros(factor, cpu, scope));
            arguments.put(DNNL_ARG_WEIGHTS, zeros(scope.own(description.weights_desc()), cpu, scope));
            arguments.put(DNNL_ARG_DST, zeros(result, cpu, scope));
        }

        private static memory.desc square(memory.data_type type, memory.format_tag layout, NativeScope scope) {
            return scope.own(new memory.desc(new long[] {SIDE, SIDE}, type, layout));
        }

        /** Initialised, because denormal numbers are slow to multiply. */
        private static memory zeros(memory.desc layout, engine cpu, NativeScope scope) {
            memory zeros = scope.own(new memory(layout, cpu));
            Pointer.memset(zeros.get_data_handle(), 0, layout.get_size());
            return zeros;
        }

        long nanoseconds() {
            long began = System.nanoTime();
            product.execute(queue, arguments);
            queue._wait();
            return System.nanoTime() - began;
        }
    }
}
