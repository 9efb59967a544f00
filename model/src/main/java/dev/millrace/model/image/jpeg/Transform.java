package dev.millrace.model.image.jpeg;

/** The inverse discrete cosine transform of 1, 2, 4 or 8 values, in place: x(n) = sum of d(k) cos((2n + 1) k pi / 2N). */
final class Transform {

    private static final float HALF = cosine(4);
    private static final float FIRST = cosine(1);
    private static final float SECOND = cosine(2);
    private static final float THIRD = cosine(3);
    private static final float FIFTH = cosine(5);
    private static final float SIXTH = cosine(6);
    private static final float SEVENTH = cosine(7);

    private Transform() {}

    private static float cosine(int sixteenths) {
        return (float) Math.cos(sixteenths * Math.PI / 16);
    }

    /** Transforms the values at {@code from}, {@code from + step} and so on. */
    static void inverse(float[] values, int from, int step, int count) {
        switch (count) {
            case 8 -> inverse8(values, from, step);
            case 4 -> inverse4(values, from, step);
            case 2 -> inverse2(values, from, step);
            default -> {
                // One value is its own transform.
            }
        }
    }

    private static void inverse2(float[] values, int from, int step) {
        float mean = values[from];
        float slope = values[from + step] * HALF;
        values[from] = mean + slope;
        values[from + step] = mean - slope;
    }

    private static void inverse4(float[] values, int from, int step) {
        float mean = values[from];
        float first = values[from + step];
        float second = values[from + 2 * step] * HALF;
        float third = values[from + 3 * step];
        float outer = first * SECOND + third * SIXTH;
        float inner = first * SIXTH - third * SECOND;
        values[from] = mean + second + outer;
        values[from + step] = mean - second + inner;
        values[from + 2 * step] = mean - second - inner;
        values[from + 3 * step] = mean + second - outer;
    }

    private static void inverse8(float[] values, int from, int step) {
        float mean = values[from];
        float second = values[from + 2 * step];
        float fourth = values[from + 4 * step] * HALF;
        float sixth = values[from + 6 * step];
        float outer = second * SECOND + sixth * SIXTH;
        float inner = second * SIXTH - sixth * SECOND;
        float a = values[from + step];
        float b = values[from + 3 * step];
        float c = values[from + 5 * step];
        float d = values[from + 7 * step];
        pair(values, from, 7 * step, mean + fourth + outer, a * FIRST + b * THIRD + c * FIFTH + d * SEVENTH);
        pair(values, from + step, 5 * step, mean - fourth + inner, a * THIRD - b * SEVENTH - c * FIRST - d * FIFTH);
        pair(values, from + 2 * step, 3 * step, mean - fourth - inner, a * FIFTH - b * FIRST + c * SEVENTH + d * THIRD);
        pair(values, from + 3 * step, step, mean + fourth - outer, a * SEVENTH - b * FIFTH + c * THIRD - d * FIRST);
    }

    /** Writes what an even and an odd part are together to two places that mirror each other. */
    private static void pair(float[] values, int at, int distance, float even, float odd) {
        values[at] = even + odd;
        values[at + distance] = even - odd;
    }
}
