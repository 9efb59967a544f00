package dev.millrace.model.image;

/**
 * Resampling along one axis: for each new pixel, the old pixels that contribute to it and their weights, which sum to 1.
 */
final class Axis {

    private final int[] first;
    private final float[][] weights;

    private Axis(int[] first, float[][] weights) {
        this.first = first;
        this.weights = weights;
    }

    /**
     * @param begin where the old pixels begin that are resampled
     * @param oldSize how many; like the beginning, not whole if it covers only a part of a pixel
     */
    static Axis of(double begin, double oldSize, int newSize) {
        int[] first = new int[newSize];
        float[][] weights = new float[newSize][];
        double scale = oldSize / newSize;
        double half = Math.max(scale, 1) / 2;
        for (int i = 0; i < newSize; i++) {
            double centre = begin + (i + 0.5) * scale;
            double start = Math.max(begin, centre - half);
            double end = Math.min(begin + oldSize, centre + half);
            first[i] = (int) start;
            weights[i] = overlaps(start, end, (int) Math.min(Math.ceil(begin + oldSize), Math.ceil(end)) - first[i]);
        }
        return new Axis(first, weights);
    }

    private static float[] overlaps(double start, double end, int count) {
        int first = (int) start;
        float[] overlaps = new float[count];
        for (int i = 0; i < count; i++) {
            double overlap = Math.min(end, first + i + 1.0) - Math.max(start, first + i);
            overlaps[i] = (float) (overlap / (end - start));
        }
        return overlaps;
    }

    /** Number of new pixels. */
    int size() {
        return first.length;
    }

    /** The first old pixel that contributes to a new one. */
    int first(int index) {
        return first[index];
    }

    /** The weights of the old pixels from {@link #first} on; not a copy. */
    float[] weights(int index) {
        return weights[index];
    }
}
