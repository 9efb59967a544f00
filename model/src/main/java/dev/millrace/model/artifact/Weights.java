package dev.millrace.model.artifact;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** All tensors of a network, in the order that its architecture prescribes. */
public record Weights(List<Tensor> tensors) {

    public Weights {
        tensors = List.copyOf(tensors);
        if (tensors.stream().map(Tensor::name).distinct().count() < tensors.size()) {
            throw new IllegalArgumentException("tensor names must be distinct");
        }
    }

    /**
     * Finds a tensor by name.
     *
     * @throws IllegalArgumentException when there is no tensor of that name
     */
    public Tensor tensor(String name) {
        return tensors.stream()
                .filter(tensor -> tensor.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no tensor '" + name + "' among the weights"));
    }

    /** Total number of floats. */
    public long size() {
        return tensors.stream().mapToLong(tensor -> tensor.values().length).sum();
    }

    /** Whether every value is finite; a network with any other value must not serve. */
    public boolean isFinite() {
        return tensors.stream().allMatch(Weights::isFinite);
    }

    /**
     * Digest of the values alone, little-endian, tensor by tensor: the same for the same network, whenever it was
     * fitted.
     */
    public Sha256 sha256() {
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.toIntExact(size() * Float.BYTES)).order(ByteOrder.LITTLE_ENDIAN);
        for (Tensor tensor : tensors) {
            bytes.asFloatBuffer().put(tensor.values());
            bytes.position(bytes.position() + tensor.values().length * Float.BYTES);
        }
        return Sha256.of(bytes.array());
    }

    private static boolean isFinite(Tensor tensor) {
        for (float value : tensor.values()) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }
}
