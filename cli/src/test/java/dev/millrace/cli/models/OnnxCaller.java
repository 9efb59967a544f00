package dev.millrace.cli.models;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.List;
import java.util.Map;

/** Calls an exported network with ONNX Runtime. */
final class OnnxCaller {

    private OnnxCaller() {}

    /** @param images of the network's size, each [channel][row][column] */
    static float[][] images(byte[] network, JsonNode description, List<float[]> images) throws OrtException {
        JsonNode input = description.get("input");
        long[] shape = {
            images.size(),
            input.get("channels").asInt(),
            input.get("rows").asInt(),
            input.get("columns").asInt()
        };
        FloatBuffer values = FloatBuffer.allocate(
                images.stream().mapToInt(image -> image.length).sum());
        images.forEach(values::put);
        return run(
                network,
                input.get("name").asText(),
                OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), values.flip(), shape));
    }

    /** @param texts word ids, padded here to the longest */
    static float[][] texts(byte[] network, JsonNode description, List<int[]> texts) throws OrtException {
        int longest = texts.stream().mapToInt(text -> text.length).max().orElseThrow();
        LongBuffer values = LongBuffer.allocate(texts.size() * longest);
        for (int[] text : texts) {
            for (int place = 0; place < longest; place++) {
                values.put(
                        place < text.length
                                ? text[place]
                                : description.at("/ids/padding").asInt());
            }
        }
        return run(
                network,
                description.at("/input/name").asText(),
                OnnxTensor.createTensor(
                        OrtEnvironment.getEnvironment(), values.flip(), new long[] {texts.size(), longest}));
    }

    private static float[][] run(byte[] network, String name, OnnxTensor input) throws OrtException {
        try (input;
                OrtSession session = OrtEnvironment.getEnvironment().createSession(network);
                OrtSession.Result result = session.run(Map.of(name, input))) {
            return (float[][]) result.get("probabilities").orElseThrow().getValue();
        }
    }
}
