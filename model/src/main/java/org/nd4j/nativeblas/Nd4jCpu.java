package org.nd4j.nativeblas;

/**
 * Stands where Deeplearning4j 1.0.0-M2.1 looks for the native environment: its layers ask this very class, by reflection,
 * whether oneDNN may be used, but the real one moved to another package. Without it, convolution, pooling and batch
 * normalisation fall back to kernels that are 5 to 15 times slower.
 */
public final class Nd4jCpu {

    private Nd4jCpu() {}

    /** The two methods that are asked for. */
    public static final class Environment {

        private static final Environment INSTANCE = new Environment();

        private Environment() {}

        public static Environment getInstance() {
            return INSTANCE;
        }

        /** Whether the native library was built with oneDNN: of those we depend on, the x86-64 ones are. */
        public boolean isUseMKLDNN() {
            return org.nd4j.linalg.cpu.nativecpu.bindings.Nd4jCpu.Environment.getInstance()
                    .isUseONEDNN();
        }
    }
}
