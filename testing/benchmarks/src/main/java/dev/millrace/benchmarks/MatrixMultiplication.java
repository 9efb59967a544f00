package dev.millrace.benchmarks;

import java.util.Arrays;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.FloatPointer;

/**
 * The rate at which this machine multiplies matrices on one core, an upper limit for the networks.
 *
 * <p>Uses oneDNN's own single-precision product of two square matrices that fit the second-level cache.
 */
final class MatrixMultiplication {

    private static final int SIDE = 512;
    private static final int ROUNDS = 15;

    private MatrixMultiplication() {}

    /** Billions of floating-point operations per second, the median of several rounds. */
    static double gigaflops() {
        try (FloatPointer a = filled();
                FloatPointer b = filled();
                FloatPointer c = filled()) {
            double[] rates = new double[ROUNDS];
            multiply(a, b, c);
            for (int round = 0; round < ROUNDS; round++) {
                long started = System.nanoTime();
                multiply(a, b, c);
                rates[round] = 2.0 * SIDE * SIDE * SIDE / (System.nanoTime() - started);
            }
            Arrays.sort(rates);
            return rates[ROUNDS / 2];
        }
    }

    private static FloatPointer filled() {
        float[] values = new float[SIDE * SIDE];
        Arrays.fill(values, 0.5f);
        return new FloatPointer(values);
    }

    private static void multiply(FloatPointer a, FloatPointer b, FloatPointer c) {
        int status = dnnl.dnnl_sgemm((byte) 'N', (byte) 'N', SIDE, SIDE, SIDE, 1f, a, SIDE, b, SIDE, 0f, c, SIDE);
        if (status != dnnl.dnnl_success) {
            throw new IllegalStateException("dnnl_sgemm returned status " + status);
        }
    }
}
