package dev.millrace.model.image.jpeg;

/** The coefficients of a component of a progressive file; only the first of each block where no other matters. */
final class Coefficients {

    private final int perBlock;
    private final int blocksAcross;
    private final int ownAcross;
    private final int ownDown;
    private final short[] values;
    private boolean begun;

    Coefficients(Frame frame, Component component, BlockShape shape) {
        this.perBlock = perBlock(shape);
        this.blocksAcross = frame.unitsAcross() * component.horizontal();
        this.ownAcross = Frame.ceiling(
                Frame.ceiling(frame.width() * component.horizontal(), frame.mostHorizontal()), BlockShape.SIDE);
        this.ownDown = Frame.ceiling(
                Frame.ceiling(frame.height() * component.vertical(), frame.mostVertical()), BlockShape.SIDE);
        this.values = new short[(int) count(frame, component, shape)];
    }

    static long count(Frame frame, Component component, BlockShape shape) {
        return (long) frame.unitsAcross()
                * component.horizontal()
                * frame.unitsDown()
                * component.vertical()
                * perBlock(shape);
    }

    private static int perBlock(BlockShape shape) {
        return shape.isMean() ? 1 : BlockShape.COEFFICIENTS;
    }

    boolean isMeanOnly() {
        return perBlock == 1;
    }

    boolean isBegun() {
        return begun;
    }

    void begin() {
        begun = true;
    }

    /** Blocks in a row of a scan of this component alone, which has no blocks outside of the image. */
    int ownAcross() {
        return ownAcross;
    }

    int ownDown() {
        return ownDown;
    }

    /** Index of a block's first coefficient in {@link #values}. */
    int start(int row, int column) {
        return (row * blocksAcross + column) * perBlock;
    }

    short[] values() {
        return values;
    }

    /** Transforms a row of blocks into a row of a plane's. */
    void put(int row, Plane plane, int planeRow) {
        for (int column = 0; column < blocksAcross; column++) {
            int start = start(row, column);
            if (isMeanOnly()) {
                plane.putMean(planeRow, column, values[start]);
                continue;
            }
            float[] block = plane.emptyBlock();
            for (int i = 0; i < plane.shape().shown(); i++) {
                if (values[start + i] != 0) {
                    plane.shape().add(block, i, values[start + i]);
                }
            }
            plane.put(planeRow, column);
        }
    }
}
