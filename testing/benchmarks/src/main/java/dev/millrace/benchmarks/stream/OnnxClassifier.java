package dev.millrace.benchmarks.stream;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.millrace.model.Classification;
import java.util.Map;

/**
 * Classifies one record per call with ONNX Runtime. The session may be shared; the classifier is owned by one thread.
 *
 * @param <V> the input record
 */
abstract class OnnxClassifier<V> implements AutoCloseable {

    private final OrtSession session;
    private final Map<String, OnnxTensor> input;

    /**
     * @param name of the network's input
     * @param tensor over the memory that {@link #fill} writes
     */
    OnnxClassifier(OrtSession session, String name, OnnxTensor tensor) {
        this.session = session;
        this.input = Map.of(name, tensor);
    }

    /** Writes the input to memory. */
    abstract void fill(V event);

    abstract Classification answer(float[] output);

    final Classification classify(V event) {
        fill(event);
        try (OrtSession.Result result = session.run(input)) {
            return answer(((float[][]) result.get(0).getValue())[0]);
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime can't run the network", e);
        }
    }

    @Override
    public void close() {
        input.values().forEach(OnnxTensor::close);
    }
}
