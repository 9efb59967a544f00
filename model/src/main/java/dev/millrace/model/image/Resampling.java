package dev.millrace.model.image;

/**
 * Resizes to a square by area averaging: each new pixel is the mean of what it covers, bilinear at the borders of
 * pixels. An image that has the size already stays as it is, byte by byte.
 */
final class Resampling {

    private Resampling() {}

    static RgbImage toSquare(byte[] samples, int width, int height, int side) {
        if (width == side && height == side) {
            return RgbImage.of(side, samples);
        }
        float[] columns = shrunkRows(samples, width, height, side);
        byte[] result = new byte[side * side * RgbImage.CHANNELS];
        for (int row = 0; row < side; row++) {
            averageRows(columns, height, side, row, result);
        }
        return RgbImage.of(side, result);
    }

    /** Every row brought to {@code side} pixels: [row][column][channel] with the old number of rows. */
    private static float[] shrunkRows(byte[] samples, int width, int height, int side) {
        float[] result = new float[height * side * RgbImage.CHANNELS];
        for (int column = 0; column < side; column++) {
            Window window = Window.of(column, width, side);
            for (int row = 0; row < height; row++) {
                for (int channel = 0; channel < RgbImage.CHANNELS; channel++) {
                    float sum = 0;
                    for (int x = window.first(); x <= window.last(); x++) {
                        sum += window.weight(x) * (samples[(row * width + x) * RgbImage.CHANNELS + channel] & 0xff);
                    }
                    result[(row * side + column) * RgbImage.CHANNELS + channel] = sum;
                }
            }
        }
        return result;
    }

    private static void averageRows(float[] columns, int height, int side, int row, byte[] result) {
        Window window = Window.of(row, height, side);
        int stride = side * RgbImage.CHANNELS;
        for (int i = 0; i < stride; i++) {
            float sum = 0;
            for (int y = window.first(); y <= window.last(); y++) {
                sum += window.weight(y) * columns[y * stride + i];
            }
            result[row * stride + i] = (byte) Math.round(Math.min(255f, Math.max(0f, sum)));
        }
    }

    /** The old pixels that a new one is made of, from {@code start} to {@code end} in old pixels' widths. */
    private record Window(double start, double end, int first, int last) {

        static Window of(int index, int oldSize, int newSize) {
            double scale = (double) oldSize / newSize;
            double centre = (index + 0.5) * scale;
            double half = Math.max(scale, 1) / 2;
            double start = Math.max(0, centre - half);
            double end = Math.min(oldSize, centre + half);
            int last = Math.min(oldSize - 1, (int) Math.ceil(end) - 1);
            return new Window(start, end, (int) start, last);
        }

        float weight(int pixel) {
            double overlap = Math.min(end, pixel + 1.0) - Math.max(start, pixel);
            return (float) (overlap / (end - start));
        }
    }
}
