package dev.millrace.model.text;

/**
 * Sigmoid and hyperbolic tangent over arrays, in a form that HotSpot vectorises: the rational approximation of tanh that
 * Eigen uses (numerator of degree 13, denominator of degree 6, clamped to ±7.9), within 3e-7.
 */
@SuppressWarnings("FloatingPointLiteralPrecision") // The published digits.
final class Squashing {

    private static final float CLAMP = 7.90531110763549805f;
    private static final float A1 = 4.89352455891786e-03f;
    private static final float A3 = 6.37261928875436e-04f;
    private static final float A5 = 1.48572235717979e-05f;
    private static final float A7 = 5.12229709037114e-08f;
    private static final float A9 = -8.60467152213735e-11f;
    private static final float A11 = 2.00018790482477e-13f;
    private static final float A13 = -2.76076847742355e-16f;
    private static final float B0 = 4.89352518554385e-03f;
    private static final float B2 = 2.26843463243900e-03f;
    private static final float B4 = 1.18534705686654e-04f;
    private static final float B6 = 1.19825839466702e-06f;

    private Squashing() {}

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
        float x = Math.max(-CLAMP, Math.min(CLAMP, value));
        float s = x * x;
        float p = Math.fma(s, Math.fma(s, Math.fma(s, A13, A11), A9), A7);
        p = x * Math.fma(s, Math.fma(s, Math.fma(s, p, A5), A3), A1);
        return p / Math.fma(s, Math.fma(s, Math.fma(s, B6, B4), B2), B0);
    }
}
