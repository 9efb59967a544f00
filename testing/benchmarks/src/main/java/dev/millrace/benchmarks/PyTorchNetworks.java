package dev.millrace.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/** The standard networks as PyTorch subjects, on random inputs and weights of the usual scale. */
final class PyTorchNetworks {

    private static final int LABELS = 10;
    private static final int WORDS = 10_000;
    private static final int TOKENS = 250;
    private static final int UNITS = 64;
    private static final int CALLS = 20_000;

    private PyTorchNetworks() {}

    static Subject open(Network network, Work work, int batch) {
        NDManager manager = NDManager.newBaseManager("PyTorch");
        return network == Network.CNN ? cnn(manager, work, batch) : bilstm(manager, work, batch);
    }

    /** The cost of an empty call: the median of many. */
    static double callMicroseconds() {
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            NDList arguments = new NDList(manager.zeros(new Shape(1)));
            double[] calls = new double[CALLS];
            try (PyTorchSubject nothing = PyTorchSubject.open(manager, PyTorchPrograms.IDENTITY, arguments, 0)) {
                for (int call = 0; call < CALLS; call++) {
                    long started = System.nanoTime();
                    var unused = nothing.run();
                    calls[call] = (System.nanoTime() - started) / 1e3;
                }
            }
            Arrays.sort(calls);
            return calls[CALLS / 2];
        }
    }

    private static Subject cnn(NDManager manager, Work work, int batch) {
        NDList arguments = new NDList(manager.randomUniform(0, 1, new Shape(batch, 3, 32, 32)));
        if (work == Work.TRAINING) {
            arguments.add(manager.randomInteger(0, LABELS, new Shape(batch), DataType.INT64));
        }
        addLayer(manager, arguments, 0.1f, new Shape(32, 3, 3, 3), 32);
        addLayer(manager, arguments, 0.05f, new Shape(64, 32, 3, 3), 64);
        addLayer(manager, arguments, 0.02f, new Shape(128, 64 * 8 * 8), 128);
        addLayer(manager, arguments, 0.1f, new Shape(LABELS, 128), LABELS);
        return work == Work.TRAINING
                ? PyTorchSubject.open(manager, PyTorchPrograms.CNN_TRAINING, arguments, 8)
                : PyTorchSubject.open(manager, PyTorchPrograms.CNN_INFERENCE, arguments, 0);
    }

    private static Subject bilstm(NDManager manager, Work work, int batch) {
        NDList arguments = new NDList(manager.randomInteger(2, WORDS, new Shape(batch, TOKENS), DataType.INT64));
        if (work == Work.TRAINING) {
            arguments.add(manager.randomInteger(0, 2, new Shape(batch, 1), DataType.INT64)
                    .toType(DataType.FLOAT32, true));
        }
        arguments.add(manager.zeros(new Shape(2, batch, UNITS)));
        arguments.add(normal(manager, 0.05f, new Shape(WORDS, UNITS)));
        for (int direction = 0; direction < 2; direction++) {
            arguments.add(normal(manager, 0.1f, new Shape(4 * UNITS, UNITS)));
            arguments.add(normal(manager, 0.1f, new Shape(4 * UNITS, UNITS)));
            arguments.add(manager.zeros(new Shape(4 * UNITS)));
            arguments.add(manager.zeros(new Shape(4 * UNITS)));
        }
        addLayer(manager, arguments, 0.1f, new Shape(1, 2 * UNITS), 1);
        return work == Work.TRAINING
                ? PyTorchSubject.open(manager, PyTorchPrograms.BILSTM_TRAINING, arguments, 11)
                : PyTorchSubject.open(manager, PyTorchPrograms.BILSTM_INFERENCE, arguments, 0);
    }

    private static void addLayer(NDManager manager, NDList arguments, float scale, Shape shape, int outputs) {
        arguments.add(normal(manager, scale, shape));
        arguments.add(manager.zeros(new Shape(outputs)));
    }

    private static NDArray normal(NDManager manager, float scale, Shape shape) {
        return manager.randomNormal(0, scale, shape, DataType.FLOAT32);
    }
}
