package org.nd4j.nativeblas;

/**
 * Replaces a class that Deeplearning4j 1.0.0-M2.1 looks up by reflection. Its layers ask this class whether oneDNN may
 * be used, but the real one moved to another package. Without it, convolution, pooling and batch normalisation fall back
 * to kernels that are 5 to 15 times slower.
 */
public final class Nd4jCpu {

    private Nd4jCpu() {}

    /** The two methods that Deeplearning4j calls. */
    public static final class Environment {

        private static final Environment INSTANCE = new Environment();

        private Environment() {}

        /** The only instance. */
        public static Environment getInstance() {
            return INSTANCE;
        }

        /**
         * Whether the native library was built with oneDNN. Among those that Millrace depends on, the x86-64 libraries
         * are.
         */
        public boolean isUseMKLDNN() {
            return org.nd4j.linalg.cpu.nativecpu.bindings.Nd4jCpu.Environment.getInstance()
                    .isUseONEDNN();
        }
    }
}
