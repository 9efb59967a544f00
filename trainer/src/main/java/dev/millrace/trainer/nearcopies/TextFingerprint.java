package dev.millrace.trainer.nearcopies;

import dev.millrace.model.spec.TokenizerKind;
import dev.millrace.model.text.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A text by its pairs of consecutive words, as in Broder's "On the resemblance and containment of documents" (1997). Two
 * texts are near-copies if they share 55 % of the pairs that either has; if one of them has fewer than 16, all of them.
 *
 * <p>The signature is made of 64 minima of hashes of the pairs, in 16 bands of four. Two texts agree in a minimum with the
 * probability that equals the share. The sketch has one bit of each minimum (Li and König, "b-bit minwise hashing", 2010).
 */
final class TextFingerprint implements Fingerprint {

    private static final double SHARED = 0.55;

    /** In texts with fewer pairs each word counts, so they must share all of them. */
    private static final int FEW = 16;

    private static final int MINIMA = Long.SIZE;
    private static final int ROWS = MINIMA / Signature.BANDS;
    private static final long[] MULTIPLIERS = new long[MINIMA];
    private static final long[] ADDENDS = new long[MINIMA];

    static {
        for (int i = 0; i < MINIMA; i++) {
            MULTIPLIERS[i] = Mixing.mixed(2L * i) | 1;
            ADDENDS[i] = Mixing.mixed(2L * i + 1);
        }
    }

    private final long[] pairs;

    private TextFingerprint(long[] pairs) {
        this.pairs = pairs;
    }

    /** @param content UTF-8 */
    static TextFingerprint of(byte[] content) {
        return new TextFingerprint(pairs(content));
    }

    @Override
    public List<Signature> signatures() {
        return pairs.length == 0 ? List.of() : List.of(signature(minima()));
    }

    @Override
    public boolean isNearCopy(byte[] content) {
        long[] others = pairs(content);
        int shared = 0;
        int mine = 0;
        int other = 0;
        while (mine < pairs.length && other < others.length) {
            int order = Long.compare(pairs[mine], others[other]);
            shared += order == 0 ? 1 : 0;
            mine += order <= 0 ? 1 : 0;
            other += order >= 0 ? 1 : 0;
        }
        int all = pairs.length + others.length - shared;
        return shared >= (Math.min(pairs.length, others.length) < FEW ? all : SHARED * all);
    }

    /** Hashes of the pairs in ascending order, each once; the word itself if there is only one. */
    private static long[] pairs(byte[] content) {
        List<String> words = Tokenizer.tokens(new String(content, StandardCharsets.UTF_8), TokenizerKind.UNICODE);
        long[] pairs = new long[Math.max(Math.min(1, words.size()), words.size() - 1)];
        for (int i = 0; i < pairs.length; i++) {
            int next = i + 1 < words.size() ? words.get(i + 1).hashCode() : 0;
            pairs[i] = Mixing.mixed(((long) words.get(i).hashCode() << 32) ^ (next & 0xFFFFFFFFL));
        }
        return Arrays.stream(pairs).sorted().distinct().toArray();
    }

    private int[] minima() {
        int[] minima = new int[MINIMA];
        Arrays.fill(minima, Integer.MAX_VALUE);
        for (long pair : pairs) {
            for (int i = 0; i < MINIMA; i++) {
                minima[i] = Math.min(minima[i], (int) ((pair * MULTIPLIERS[i] + ADDENDS[i]) >>> 32));
            }
        }
        return minima;
    }

    private static Signature signature(int[] minima) {
        long sketch = 0;
        char[] keys = new char[Signature.BANDS];
        for (int band = 0; band < Signature.BANDS; band++) {
            long key = band;
            for (int row = 0; row < ROWS; row++) {
                int minimum = minima[band * ROWS + row];
                key = Mixing.mixed(key ^ minimum);
                sketch = sketch << 1 | (Mixing.mixed(minimum) & 1);
            }
            keys[band] = (char) key;
        }
        return new Signature(sketch, keys);
    }
}
