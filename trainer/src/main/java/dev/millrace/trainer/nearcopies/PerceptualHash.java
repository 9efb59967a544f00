package dev.millrace.trainer.nearcopies;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The signs of the low frequencies of a part of an image, as a signature. */
final class PerceptualHash {

    /** Side of the part, in means of two by two pixels. */
    private static final int PART = GreyImage.SIDE / 2 - 2;

    private static final int FREQUENCIES = 8;
    private static final int LOW_FREQUENCIES = 6;
    private static final int KEY_BITS = 15;
    private static final float[] WAVES = waves();
    private static final int[][] BITS_OF_KEYS = bitsOfKeys();

    private final long signs;

    private PerceptualHash(long signs) {
        this.signs = signs;
    }

    /**
     * The hashes of thirteen places of the part: of the middle, then of those that are a mean away from it in either direction,
     * then of those that are a pixel away in both.
     */
    static List<PerceptualHash> ofPlaces(GreyImage image) {
        List<PerceptualHash> hashes = new ArrayList<>();
        add(hashes, image.halved(0), new int[] {1, 0, 2});
        add(hashes, image.halved(1), new int[] {0, 1});
        return hashes;
    }

    private static void add(List<PerceptualHash> hashes, float[] means, int[] places) {
        int side = PART + places.length - 1;
        for (int left : places) {
            float[] rows = transformedRows(means, side, left);
            for (int top : places) {
                hashes.add(new PerceptualHash(signs(rows, top)));
            }
        }
    }

    Signature signature() {
        char[] keys = new char[Signature.BANDS];
        for (int band = 0; band < keys.length; band++) {
            int key = 0;
            for (int bit : BITS_OF_KEYS[band]) {
                key = key << 1 | (int) (signs >>> bit & 1);
            }
            keys[band] = (char) key;
        }
        return new Signature(signs, keys);
    }

    /** The horizontal frequencies of each row of means, from a column on. */
    private static float[] transformedRows(float[] means, int side, int left) {
        float[] rows = new float[side * FREQUENCIES];
        for (int row = 0; row < side; row++) {
            for (int frequency = 0; frequency < FREQUENCIES; frequency++) {
                float sum = 0;
                for (int i = 0; i < PART; i++) {
                    sum += means[row * side + left + i] * WAVES[frequency * PART + i];
                }
                rows[row * FREQUENCIES + frequency] = sum;
            }
        }
        return rows;
    }

    /** Bit {@code 8 v + u} is the sign of horizontal frequency u and vertical frequency v; bit 0, the mean's, is 0. */
    private static long signs(float[] rows, int top) {
        long signs = 0;
        for (int bit = 1; bit < FREQUENCIES * FREQUENCIES; bit++) {
            float sum = 0;
            for (int i = 0; i < PART; i++) {
                sum += rows[(top + i) * FREQUENCIES + bit % FREQUENCIES] * WAVES[bit / FREQUENCIES * PART + i];
            }
            signs |= sum > 0 ? 1L << bit : 0;
        }
        return signs;
    }

    private static float[] waves() {
        float[] waves = new float[FREQUENCIES * PART];
        for (int i = 0; i < waves.length; i++) {
            int frequency = i / PART;
            waves[i] = (float) Math.cos(Math.PI * (2 * (i % PART) + 1) * frequency / (2 * PART));
        }
        return waves;
    }

    /** Draws the bits of each key among the low frequencies. */
    private static int[][] bitsOfKeys() {
        Random random = new Random(1);
        int[][] bits = new int[Signature.BANDS][KEY_BITS];
        for (int[] key : bits) {
            List<Integer> low = new ArrayList<>();
            for (int bit = 1; bit < FREQUENCIES * LOW_FREQUENCIES; bit++) {
                if (bit % FREQUENCIES < LOW_FREQUENCIES) {
                    low.add(bit);
                }
            }
            for (int i = 0; i < KEY_BITS; i++) {
                key[i] = low.remove(random.nextInt(low.size()));
            }
        }
        return bits;
    }
}
