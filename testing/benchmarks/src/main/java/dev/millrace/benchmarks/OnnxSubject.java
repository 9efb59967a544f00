package dev.millrace.benchmarks;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.millrace.model.artifact.Weights;
import dev.millrace.model.export.ExportFormat;
import dev.millrace.model.export.ModelExport;
import dev.millrace.model.image.RgbImage;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.List;
import java.util.Map;

/** ONNX Runtime with one thread, on prepared tensors. */
final class OnnxSubject implements Subject {

    private final OrtSession session;
    private final String name;
    private final OnnxTensor input;

    private OnnxSubject(OrtSession session, String name, OnnxTensor input) {
        this.session = session;
        this.name = name;
        this.input = input;
    }

    static OnnxSubject open(Network network, int batch) {
        Samples samples = new Samples();
        Weights weights = MillraceServing.weights(network);
        return network == Network.CNN ? cnn(weights, samples.images(batch)) : bilstm(weights, samples.tokens(batch));
    }

    static OnnxSubject cnn(Weights weights, List<RgbImage> images) {
        int area = Samples.SIDE * Samples.SIDE;
        FloatBuffer planes = FloatBuffer.allocate(images.size() * 3 * area);
        for (RgbImage image : images) {
            byte[] pixels = image.samples();
            for (int i = 0; i < pixels.length; i++) {
                planes.put((pixels[i % area * 3 + i / area] & 0xff) / 255f);
            }
        }
        long[] shape = {images.size(), 3, Samples.SIDE, Samples.SIDE};
        return open(Network.CNN, weights, "pixels", in -> OnnxTensor.createTensor(in, planes.flip(), shape));
    }

    static OnnxSubject bilstm(Weights weights, List<int[]> texts) {
        LongBuffer ids = LongBuffer.allocate(Samples.TOKENS * texts.size());
        for (int[] text : texts) {
            for (int token : text) {
                ids.put(token);
            }
        }
        long[] shape = {texts.size(), Samples.TOKENS};
        return open(Network.BILSTM, weights, "tokens", in -> OnnxTensor.createTensor(in, ids.flip(), shape));
    }

    private interface InputMaker {
        OnnxTensor make(OrtEnvironment environment) throws OrtException;
    }

    private static OnnxSubject open(Network network, Weights weights, String name, InputMaker input) {
        byte[] file = ModelExport.file(MillraceServing.artifact(network, weights), ExportFormat.ONNX);
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            return new OnnxSubject(environment.createSession(file, options), name, input.make(environment));
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime can't load the network", e);
        }
    }

    /** [row][probability]. */
    float[][] probabilities() {
        try (OrtSession.Result result = session.run(Map.of(name, input))) {
            return (float[][]) result.get(0).getValue();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime can't run the network", e);
        }
    }

    @Override
    public float run() {
        return probabilities()[0][0];
    }

    @Override
    public void close() {
        try {
            input.close();
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime can't close the network", e);
        }
    }
}
