package dev.millrace.benchmarks;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import java.util.List;
import java.util.Optional;

/** Adam over a network's weights, one TorchScript call per step. */
final class PyTorchAdam implements AutoCloseable {

    private static final float LEARNING_RATE = 1e-3f;

    private final List<NDArray> weights;
    private final ParameterStore parameters;
    private final Optional<Model> program;
    private final NDList state = new NDList();

    private PyTorchAdam(NDManager manager, List<NDArray> weights) {
        this.weights = weights;
        this.parameters = new ParameterStore(manager, false);
        this.program = weights.isEmpty()
                ? Optional.empty()
                : Optional.of(PyTorchSubject.load(PyTorchPrograms.adam(weights.size())));
        state.add(manager.create(LEARNING_RATE));
        weights.forEach(weight -> weight.setRequiresGradient(true));
    }

    static PyTorchAdam of(NDManager manager, NDList arguments, int weights) {
        PyTorchAdam adam = new PyTorchAdam(manager, arguments.subList(arguments.size() - weights, arguments.size()));
        adam.state.addAll(adam.weights);
        return adam;
    }

    boolean isEmpty() {
        return weights.isEmpty();
    }

    /** Updates the weights by their gradients, and sets the gradients to zero. */
    void step() {
        if (state.size() == 1 + weights.size()) {
            weights.forEach(weight -> state.add(weight.getGradient()));
            weights.forEach(weight -> state.add(weight.zerosLike()));
            weights.forEach(weight -> state.add(weight.zerosLike()));
        }
        program.orElseThrow().getBlock().forward(parameters, state, false).close();
    }

    @Override
    public void close() {
        program.ifPresent(Model::close);
    }
}
