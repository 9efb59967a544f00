package dev.millrace.benchmarks;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** PyTorch through DJL: one TorchScript forward per call; a training step adds backward and one call of Adam. */
final class PyTorchSubject implements Subject {

    private final NDManager manager;
    private final ParameterStore parameters;
    private final Model forward;
    private final NDList arguments;
    private final PyTorchAdam adam;

    private PyTorchSubject(NDManager manager, Model forward, NDList arguments, PyTorchAdam adam) {
        this.manager = manager;
        this.parameters = new ParameterStore(manager, false);
        this.forward = forward;
        this.arguments = arguments;
        this.adam = adam;
    }

    /** @param weights number of arguments, from the last, that are weights to fit; 0 for inference */
    static PyTorchSubject open(NDManager manager, String program, NDList arguments, int weights) {
        return new PyTorchSubject(manager, load(program), arguments, PyTorchAdam.of(manager, arguments, weights));
    }

    static Model load(String program) {
        try {
            Path directory = Files.createTempDirectory("torchscript");
            TorchScript.write(directory, "program", program);
            Model model = Model.newInstance("program", "PyTorch");
            model.load(directory, "program");
            Files.delete(directory.resolve("program.pt"));
            Files.delete(directory);
            return model;
        } catch (IOException | MalformedModelException e) {
            throw new IllegalStateException("TorchScript program can't be loaded", e);
        }
    }

    @Override
    public float run() {
        return adam.isEmpty() ? infer() : step();
    }

    private float infer() {
        try (NDList outputs = forward.getBlock().forward(parameters, arguments, false)) {
            return outputs.singletonOrThrow().toFloatArray()[0];
        }
    }

    private float step() {
        float loss;
        try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector();
                NDList outputs = forward.getBlock().forward(parameters, arguments, true)) {
            NDArray value = outputs.singletonOrThrow();
            collector.backward(value);
            loss = value.toFloatArray()[0];
        }
        adam.step();
        return loss;
    }

    @Override
    public void close() {
        forward.close();
        adam.close();
        manager.close();
    }
}
