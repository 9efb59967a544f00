package dev.millrace.trainer.nearcopies;

/** Changes the side of square images. */
final class Resampling {

    private Resampling() {}

    /** Each result is the mean of the area that it covers; where it covers less than a pixel, the nearest pixel. */
    static float[] square(float[] pixels, int side, int newSide) {
        return narrowed(narrowed(pixels, side, side, newSide), side, newSide, newSide);
    }

    /** Changes the length of each row, and turns rows into columns. */
    private static float[] narrowed(float[] pixels, int side, int rows, int newSide) {
        float[] columns = new float[newSide * rows];
        for (int x = 0; x < newSide; x++) {
            int from = x * side / newSide;
            int to = Math.max(from + 1, (x + 1) * side / newSide);
            for (int row = 0; row < rows; row++) {
                float sum = 0;
                for (int i = from; i < to; i++) {
                    sum += pixels[row * side + i];
                }
                columns[x * rows + row] = sum / (to - from);
            }
        }
        return columns;
    }
}
