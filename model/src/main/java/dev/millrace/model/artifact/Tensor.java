package dev.millrace.model.artifact;

import java.util.List;

/**
 * One named array of weights, row-major (the last index runs fastest).
 *
 * <p>The values are not copied: whoever makes or reads a tensor leaves them as they are.
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

    /** @throws IllegalArgumentException when the shape does not hold as many values as came */
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

    public String name() {
        return name;
    }

    public List<Integer> shape() {
        return shape;
    }

    /** The values themselves, not a copy. */
    public float[] values() {
        return values;
    }
}
