package dev.millrace.model.image.jpeg;

/**
 * A component of a frame, as its header describes it.
 *
 * @param horizontal blocks in a row of a unit, 1, 2 or 4
 * @param vertical rows of blocks in a unit, 1, 2 or 4
 * @param quantization number of its quantization table, 0 to 3
 */
record Component(int id, int horizontal, int vertical, int quantization) {

    Component {
        if (!isPower(horizontal) || !isPower(vertical) || quantization < 0 || quantization > 3) {
            throw new UnsupportedJpegException("a component of " + horizontal + " x " + vertical + " blocks");
        }
    }

    private static boolean isPower(int factor) {
        return factor == 1 || factor == 2 || factor == 4;
    }
}
