package dev.millrace.benchmarks;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;

/**
 * A network in ONNX' file format, written by hand; field numbers are those of {@code onnx.proto}. For one thread.
 *
 * <p>The last node's output is the network's.
 */
final class OnnxGraph {

    /** TensorProto.DataType. */
    static final int FLOAT = 1;

    static final int INT64 = 7;

    /** Version 8 of the format, version 13 of the operators. */
    private static final int FORMAT = 8;

    private static final int OPERATORS = 13;

    /** AttributeProto.AttributeType. */
    private static final int ATTRIBUTE_INT = 2;

    private static final int ATTRIBUTE_STRING = 3;
    private static final int ATTRIBUTE_INTS = 7;

    private final ProtocolBuffer graph = new ProtocolBuffer().text(2, "network");

    OnnxGraph input(String name, int type, long... extents) {
        graph.message(11, value(name, type, extents));
        return this;
    }

    OnnxGraph weight(String name, float[] values, long... extents) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        ProtocolBuffer tensor = new ProtocolBuffer();
        for (long extent : extents) {
            tensor.number(1, extent);
        }
        graph.message(5, tensor.number(2, FLOAT).text(8, name).bytes(9, raw.array()));
        return this;
    }

    /** @param attributes an {@code Integer}, a {@code String} or a list of integers each */
    OnnxGraph node(String operator, List<String> inputs, String output, Map<String, Object> attributes) {
        ProtocolBuffer node = new ProtocolBuffer();
        inputs.forEach(input -> node.text(1, input));
        node.text(2, output).text(4, operator);
        attributes.forEach((name, value) -> node.message(5, attribute(name, value)));
        graph.message(1, node);
        return this;
    }

    /** The whole file, with a float output of this name and shape. */
    byte[] toBytes(String output, long... extents) {
        graph.message(12, value(output, FLOAT, extents));
        return new ProtocolBuffer()
                .number(1, FORMAT)
                .message(7, graph)
                .message(8, new ProtocolBuffer().text(1, "").number(2, OPERATORS))
                .toBytes();
    }

    private static ProtocolBuffer attribute(String name, Object value) {
        ProtocolBuffer attribute = new ProtocolBuffer().text(1, name);
        if (value instanceof Integer number) {
            return attribute.number(3, number).number(20, ATTRIBUTE_INT);
        }
        if (value instanceof String text) {
            return attribute.text(4, text).number(20, ATTRIBUTE_STRING);
        }
        for (Object each : (List<?>) value) {
            attribute.number(8, (Integer) each);
        }
        return attribute.number(20, ATTRIBUTE_INTS);
    }

    private static ProtocolBuffer value(String name, int type, long... extents) {
        ProtocolBuffer shape = new ProtocolBuffer();
        for (long extent : extents) {
            shape.message(1, new ProtocolBuffer().number(1, extent));
        }
        ProtocolBuffer tensor = new ProtocolBuffer().number(1, type).message(2, shape);
        return new ProtocolBuffer().text(1, name).message(2, new ProtocolBuffer().message(1, tensor));
    }
}
