package dev.millrace.benchmarks;

import dev.millrace.model.onednn.Precision;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The engines to compare. */
public enum Engine {
    /** This project, float32. */
    MILLRACE {
        @Override
        Subject open(Network network, Work work, int batch, int stepThreads) {
            return work == Work.TRAINING
                    ? MillraceTraining.open(network, batch, stepThreads)
                    : MillraceServing.open(network, batch, Precision.FLOAT32);
        }
    },
    /** This project with bfloat16 activations and weights; serves only. */
    MILLRACE_BF16 {
        @Override
        Subject open(Network network, Work work, int batch, int stepThreads) {
            return MillraceServing.open(network, batch, Precision.BFLOAT16);
        }

        @Override
        boolean does(Network network, Work work) {
            return work == Work.INFERENCE && Precision.BFLOAT16.isAvailable();
        }
    },
    /** Unmodified Deeplearning4j. */
    DL4J {
        @Override
        Subject open(Network network, Work work, int batch, int stepThreads) {
            return Deeplearning4jNetworks.open(network, work, batch, stepThreads);
        }
    },
    /** PyTorch through DJL. */
    PYTORCH {
        @Override
        Subject open(Network network, Work work, int batch, int stepThreads) {
            return PyTorchNetworks.open(network, work, batch);
        }
    },
    /** ONNX Runtime; serves only. */
    ONNXRUNTIME {
        @Override
        Subject open(Network network, Work work, int batch, int stepThreads) {
            return OnnxSubject.open(network, batch);
        }

        @Override
        boolean does(Network network, Work work) {
            return work == Work.INFERENCE;
        }
    };

    /** Prepares the engine for batches of one size. */
    abstract Subject open(Network network, Work work, int batch, int stepThreads);

    /** Whether the engine supports this work. */
    boolean does(Network network, Work work) {
        return true;
    }

    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The engines that support this work, Millrace first. */
    static List<Engine> comparing(Network network, Work work) {
        return Arrays.stream(values())
                .filter(engine -> engine.does(network, work))
                .toList();
    }

    /** JVM arguments that limit an engine to a number of threads. */
    static String[] jvmArguments(int stepThreads) {
        return new String[] {
            "-Dai.djl.pytorch.num_threads=" + stepThreads,
            "-Dai.djl.pytorch.num_interop_threads=1",
            "-Dai.djl.offline=true",
            "-DOPT_OUT_TRACKING=true"
        };
    }
}
