package dev.millrace.model.image.jpeg;

import java.util.Arrays;

/** The samples of one component in one row of units, at the size asked for. Owned by one thread. */
final class Plane {

    private static final float MIDDLE = 128.5f;
    private static final int COARSE = 4;

    private final BlockShape shape;
    private final int blocksAcross;
    private final int horizontalShift;
    private final int verticalShift;
    private final byte[] samples;
    private final float[] block;

    /** @param isDetail whether it is as fine as the denominator says, not half as fine where that is small */
    Plane(Frame frame, Component component, int denominator, int[] quantization, boolean isDetail) {
        int columns = BlockShape.SIDE * (frame.mostHorizontal() / component.horizontal());
        int rows = BlockShape.SIDE * (frame.mostVertical() / component.vertical());
        this.shape = new BlockShape(
                samples(columns, denominator, isDetail), samples(rows, denominator, isDetail), quantization);
        this.horizontalShift = Integer.numberOfTrailingZeros(columns / denominator / shape.width());
        this.verticalShift = Integer.numberOfTrailingZeros(rows / denominator / shape.height());
        this.blocksAcross = frame.unitsAcross() * component.horizontal();
        this.samples = new byte[blocksAcross * shape.width() * component.vertical() * shape.height()];
        this.block = new float[shape.samples()];
    }

    /** Samples of a block along an axis, of one, two or four times eight pixels. */
    private static int samples(int pixels, int denominator, boolean isDetail) {
        int each = isDetail || denominator < COARSE ? denominator : 2 * denominator;
        return Math.max(1, Math.min(BlockShape.SIDE, pixels / each));
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
        int width = shape.width();
        for (int column = 0; column < width; column++) {
            Transform.inverse(block, column, width, shape.height());
        }
        int stride = blocksAcross * width;
        int at = blockRow * shape.height() * stride + blockColumn * width;
        for (int row = 0; row < shape.height(); row++, at += stride) {
            Transform.inverse(block, row * width, 1, width);
            for (int column = 0; column < width; column++) {
                samples[at + column] = sample(block[row * width + column]);
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
