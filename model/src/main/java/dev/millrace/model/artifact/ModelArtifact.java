package dev.millrace.model.artifact;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A model as data, never code: manifest and weights, identified by one digest.
 *
 * <p>Serialised: the four ASCII letters {@code MILL}, the version of the format (unsigned 32 bit, little-endian), the
 * length of the manifest (the same), the manifest (JSON, UTF-8), then the tensors' values one after another (32-bit
 * floats, little-endian, in the manifest's order).
 */
public final class ModelArtifact {

    private static final int MAGIC = 0x4c4c494d;
    private static final int FORMAT = 1;
    private static final int HEADER = 3 * Integer.BYTES;
    private static final int MAX_MANIFEST_BYTES = 4 << 20;

    private final Manifest manifest;
    private final Weights weights;
    private final byte[] content;
    private final Sha256 sha256;

    private ModelArtifact(Manifest manifest, Weights weights, byte[] content) {
        this.manifest = manifest;
        this.weights = weights;
        this.content = content;
        this.sha256 = Sha256.of(content);
    }

    /**
     * Combines a manifest with weights.
     *
     * @throws ArtifactException when the manifest is too large, which a vocabulary of very many words makes it
     */
    public static ModelArtifact of(Manifest manifest, Weights weights) {
        byte[] json = ManifestJson.write(manifest, weights);
        requireManifestSize(json.length);
        byte[] values = littleEndian(weights);
        ByteBuffer content = ByteBuffer.allocate(HEADER + json.length + values.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(MAGIC)
                .putInt(FORMAT)
                .putInt(json.length)
                .put(json)
                .put(values);
        return new ModelArtifact(manifest, weights, content.array());
    }

    /**
     * Parses an artifact.
     *
     * @throws ArtifactException when the bytes are not a well-formed artifact; the message names what is wrong
     */
    public static ModelArtifact parse(byte[] content) {
        if (content.length < HEADER) {
            throw new ArtifactException("an artifact must have at least " + HEADER + " bytes, got " + content.length);
        }
        ByteBuffer buffer = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        if (buffer.getInt() != MAGIC) {
            throw new ArtifactException("an artifact must start with the letters MILL");
        }
        int format = buffer.getInt();
        if (format != FORMAT) {
            throw new ArtifactException(
                    "required artifact format " + FORMAT + ", got " + Integer.toUnsignedString(format));
        }
        int length = buffer.getInt();
        if (length < 0 || length > buffer.remaining()) {
            throw new ArtifactException("the manifest claims " + Integer.toUnsignedString(length) + " bytes, "
                    + buffer.remaining() + " are there");
        }
        requireManifestSize(length);
        byte[] json = new byte[length];
        buffer.get(json);
        ManifestJson.Parsed parsed = ManifestJson.parse(json);
        return new ModelArtifact(parsed.manifest(), readWeights(parsed.tensors(), buffer), content.clone());
    }

    private static void requireManifestSize(int length) {
        if (length > MAX_MANIFEST_BYTES) {
            throw new ArtifactException("a manifest must have at most " + MAX_MANIFEST_BYTES + " bytes, got " + length);
        }
    }

    /** The description of the model. */
    public Manifest manifest() {
        return manifest;
    }

    /** The weights of the model. */
    public Weights weights() {
        return weights;
    }

    /** The digest of {@link #toBytes}: the model's identity. */
    public Sha256 sha256() {
        return sha256;
    }

    /** The digest of the tensors' values alone: equal if two fits produced the same weights. */
    public Sha256 weightsSha256() {
        return Sha256.of(littleEndian(weights));
    }

    /** The serialised form, a new copy at each call. */
    public byte[] toBytes() {
        return content.clone();
    }

    private static Weights readWeights(List<ManifestJson.Shape> shapes, ByteBuffer buffer) {
        List<Tensor> tensors = new ArrayList<>();
        for (ManifestJson.Shape shape : shapes) {
            long size = size(shape);
            if (size * Float.BYTES > buffer.remaining()) {
                throw new ArtifactException("tensor '" + shape.name() + "' requires " + size + " floats, "
                        + buffer.remaining() / Float.BYTES + " are left");
            }
            float[] values = new float[(int) size];
            buffer.asFloatBuffer().get(values);
            buffer.position(buffer.position() + values.length * Float.BYTES);
            tensors.add(Tensor.of(shape.name(), shape.extents(), values));
        }
        if (buffer.hasRemaining()) {
            throw new ArtifactException(buffer.remaining() + " bytes are left over after the last tensor");
        }
        return new Weights(distinct(tensors));
    }

    private static List<Tensor> distinct(List<Tensor> tensors) {
        if (tensors.stream().map(Tensor::name).distinct().count() < tensors.size()) {
            throw new ArtifactException("two tensors have the same name");
        }
        return tensors;
    }

    /** At most 2³¹: extents are positive integers, and each product is checked. */
    private static long size(ManifestJson.Shape shape) {
        long size = 1;
        for (int extent : shape.extents()) {
            size *= extent;
            if (extent < 1 || size > Integer.MAX_VALUE) {
                throw new ArtifactException("tensor '" + shape.name() + "' has an impossible shape " + shape.extents());
            }
        }
        return size;
    }

    private static byte[] littleEndian(Weights weights) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(weights.size() * Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (Tensor tensor : weights.tensors()) {
            bytes.asFloatBuffer().put(tensor.values());
            bytes.position(bytes.position() + tensor.values().length * Float.BYTES);
        }
        return bytes.array();
    }
}
