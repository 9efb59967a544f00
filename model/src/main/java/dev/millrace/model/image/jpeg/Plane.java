package dev.millrace.model.image.jpeg;

import java.util.Arrays;

/** The samples of one component in one row of units, at the size asked for. Owned by one thread. */
final class Plane {

    private static final float MIDDLE = 128.5f;

    private final BlockShape shape;
    private final int blocksAcross;
    private final int horizontalShift;
    private final int verticalShift;
    private final byte[] samples;
    private final float[] block = new float[BlockShape.COEFFICIENTS];

    Plane(Frame frame, Component component, int denominator, int[] quantization) {
        int columns = BlockShape.SIDE * (frame.mostHorizontal() / component.horizontal());
        int rows = BlockShape.SIDE * (frame.mostVertical() / component.vertical());
        this.shape = new BlockShape(
                Math.min(BlockShape.SIDE, columns / denominator),
                Math.min(BlockShape.SIDE, rows / denominator),
                quantization);
        this.horizontalShift = Integer.numberOfTrailingZeros(columns / denominator / shape.width());
        this.verticalShift = Integer.numberOfTrailingZeros(rows / denominator / shape.height());
        this.blocksAcross = frame.unitsAcross() * component.horizontal();
        this.samples = new byte[blocksAcross * shape.width() * component.vertical() * shape.height()];
    }

    BlockShape shape() {
        return shape;
    }

    int blocksAcross() {
        return blocksAcross;
    }

    /** An empty block to add coefficients to before {@link #put}. */
    float[] emptyBlock() {
        Arrays.fill(block, 0);
        return block;
    }

    /** Stores a block that is its mean alone. */
    void putMean(int blockRow, int blockColumn, int first) {
        byte sample = sample(shape.mean(first));
        int stride = blocksAcross * shape.width();
        int at = blockRow * shape.height() * stride + blockColumn * shape.width();
        for (int row = 0; row < shape.height(); row++, at += stride) {
            Arrays.fill(samples, at, at + shape.width(), sample);
        }
    }

    /** Transforms the block given by {@link #emptyBlock} and stores it. */
    void put(int blockRow, int blockColumn) {
        for (int column = 0; column < shape.width(); column++) {
            Transform.inverse(block, column, BlockShape.SIDE, shape.height());
        }
        int stride = blocksAcross * shape.width();
        int at = blockRow * shape.height() * stride + blockColumn * shape.width();
        for (int row = 0; row < shape.height(); row++, at += stride) {
            Transform.inverse(block, row * BlockShape.SIDE, 1, shape.width());
            for (int column = 0; column < shape.width(); column++) {
                samples[at + column] = sample(block[row * BlockShape.SIDE + column]);
            }
        }
    }

    private static byte sample(float value) {
        return (byte) Math.max(0, Math.min(255, (int) (value + MIDDLE)));
    }

    /** Where a row of the image starts in {@link #samples}. */
    int start(int row) {
        return (row >> verticalShift) * blocksAcross * shape.width();
    }

    /** By how many bits a column of the image is shifted to be one of the samples. */
    int horizontalShift() {
        return horizontalShift;
    }

    byte[] samples() {
        return samples;
    }
}
