package dev.millrace.model.export;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.AttributeProto.AttributeType;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorProto.DataType;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TensorShapeProto.Dimension;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.nd4j.shade.protobuf.ByteString;

/** A network in ONNX' file format, version 8, with operators of version 13. For one thread. */
final class OnnxGraph {

    private static final int FORMAT = 8;
    private static final int OPERATORS = 13;

    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("millrace");

    OnnxGraph input(String name, DataType type, Dimension... extents) {
        graph.addInput(value(name, type, extents));
        return this;
    }

    OnnxGraph weight(String name, float[] values, long... extents) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        return constant(name, DataType.FLOAT, ByteString.copyFrom(raw), extents);
    }

    /** A vector of 64-bit integers. */
    OnnxGraph integers(String name, long... values) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asLongBuffer().put(values);
        return constant(name, DataType.INT64, ByteString.copyFrom(raw), values.length);
    }

    private OnnxGraph constant(String name, DataType type, ByteString raw, long... extents) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(type.getNumber())
                .setRawData(raw);
        for (long extent : extents) {
            tensor.addDims(extent);
        }
        graph.addInitializer(tensor);
        return this;
    }

    OnnxGraph node(String operator, List<String> inputs, String output, AttributeProto... attributes) {
        graph.addNode(NodeProto.newBuilder()
                .setOpType(operator)
                .addAllInput(inputs)
                .addOutput(output)
                .addAllAttribute(List.of(attributes)));
        return this;
    }

    /** The whole file, with a float output of this name and shape. */
    byte[] toBytes(String output, Dimension... extents) {
        return ModelProto.newBuilder()
                .setIrVersion(FORMAT)
                .setProducerName("millrace")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPERATORS))
                .setGraph(graph.addOutput(value(output, DataType.FLOAT, extents)))
                .build()
                .toByteArray();
    }

    static Dimension fixed(long extent) {
        return Dimension.newBuilder().setDimValue(extent).build();
    }

    /** An extent that each call chooses. */
    static Dimension free(String name) {
        return Dimension.newBuilder().setDimParam(name).build();
    }

    static AttributeProto number(String name, long value) {
        return attribute(name, AttributeType.INT).setI(value).build();
    }

    static AttributeProto numbers(String name, long... values) {
        AttributeProto.Builder numbers = attribute(name, AttributeType.INTS);
        for (long value : values) {
            numbers.addInts(value);
        }
        return numbers.build();
    }

    static AttributeProto text(String name, String value) {
        return attribute(name, AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value))
                .build();
    }

    private static AttributeProto.Builder attribute(String name, AttributeType type) {
        return AttributeProto.newBuilder().setName(name).setType(type);
    }

    private static ValueInfoProto value(String name, DataType type, Dimension... extents) {
        TypeProto.Tensor tensor = TypeProto.Tensor.newBuilder()
                .setElemType(type.getNumber())
                .setShape(TensorShapeProto.newBuilder().addAllDim(Arrays.asList(extents)))
                .build();
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }
}
