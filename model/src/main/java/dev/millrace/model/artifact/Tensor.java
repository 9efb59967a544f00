package dev.millrace.model.artifact;

import java.util.List;

/**
 * A named array of weights, row-major (the last index varies fastest).
 *
 * <p>The values are shared, not copied; do not modify them.
 */
public final class Tensor {

    private final String name;
    private final List<Integer> shape;
    private final float[] values;

    private Tensor(String name, List<Integer> shape, float[] values) {
        this.name = name;
        this.shape = shape;
        this.values = values;
    }

    /**
     * Creates a tensor over {@code values}.
     *
     * @throws IllegalArgumentException when the number of values does not match the shape
     */
    public static Tensor of(String name, List<Integer> shape, float[] values) {
        long size = 1;
        for (int extent : shape) {
            if (extent < 1) {
                throw new IllegalArgumentException("tensor '" + name + "': extents must be at least 1, got " + shape);
            }
            size = Math.multiplyExact(size, extent);
        }
        if (size != values.length) {
            throw new IllegalArgumentException(
                    "tensor '" + name + "': shape " + shape + " requires " + size + " values, got " + values.length);
        }
        return new Tensor(name, List.copyOf(shape), values);
    }

    /** The name, unique within a network. */
    public String name() {
        return name;
    }

    /** The extents, each at least 1. */
    public List<Integer> shape() {
        return shape;
    }

    /** The values themselves, not a copy. */
    public float[] values() {
        return values;
    }
}
