package dev.millrace.model.text;

/**
 * Sigmoid and hyperbolic tangent over arrays, accurate within 3e-6 for arguments up to a million in magnitude, in a form
 * that HotSpot vectorises.
 *
 * <p>The quotient has odd degree 7 over even degree 6. Its largest error over ±7 is minimal, 9e-7, found by Lawson's
 * weighted least squares. Larger arguments are clamped to ±7, where it is 0.9999992. Clamping uses magnitudes, |x + 7| −
 * |x − 7| = 2 × the clamped x, because Math.min and Math.max take three times as long: they distinguish zeros and handle
 * NaN. It rounds x to 5e-7, and beyond a million ever more coarsely. The factor 2 is in the coefficients.
 */
final class Activations {

    private static final float BOUND = 7f;
    private static final float P1 = 0.9999957f / 2;
    private static final float P3 = 0.12302183f / 8;
    private static final float P5 = 0.0022769894f / 32;
    private static final float P7 = 3.930013e-06f / 128;
    private static final float Q2 = 0.4563403f / 4;
    private static final float Q4 = 0.021072183f / 16;
    private static final float Q6 = 1.4235087e-04f / 64;

    private Activations() {}

    static void tanh(float[] values, int from, int length) {
        for (int i = from; i < from + length; i++) {
            values[i] = tanh(values[i]);
        }
    }

    static void sigmoid(float[] values, int from, int length) {
        for (int i = from; i < from + length; i++) {
            values[i] = 0.5f + 0.5f * tanh(0.5f * values[i]);
        }
    }

    private static float tanh(float value) {
        float x = Math.abs(value + BOUND) - Math.abs(value - BOUND);
        float s = x * x;
        float p = x * Math.fma(s, Math.fma(s, Math.fma(s, P7, P5), P3), P1);
        return p / Math.fma(s, Math.fma(s, Math.fma(s, Q6, Q4), Q2), 1f);
    }
}
