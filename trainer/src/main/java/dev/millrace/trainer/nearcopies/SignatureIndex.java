package dev.millrace.trainer.nearcopies;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The signatures of stored examples in memory, by the keys of their bands: locality-sensitive hashing (Indyk and Motwani,
 * "Approximate nearest neighbors", 1998). A lookup takes bounded time, however many signatures there are and however many
 * have one key. Takes 80 bytes per signature and up to 4 MiB. Owned by one thread at a time.
 */
public final class SignatureIndex {

    /** The newest signatures of a key that a lookup visits. */
    private static final int VISITED = 16;

    /** The most candidates of a lookup. */
    private static final int CANDIDATES = 8;

    private static final int NONE = -1;
    private static final int KEYS = 1 << Character.SIZE;

    private final int differingBits;
    private final int[][] newest = new int[Signature.BANDS][];
    private final int[][] older = new int[Signature.BANDS][];
    private long[] ids = new long[0];
    private long[] sketches = new long[0];
    private int size;

    /** An empty index for contents of that rule. */
    public SignatureIndex(NearCopyRule rule) {
        this.differingBits = rule.differingBits();
    }

    /** Number of signatures. */
    public int size() {
        return size;
    }

    /** Adds the signature of an example. */
    public void add(long id, Signature signature) {
        if (size == ids.length) {
            grow();
        }
        ids[size] = id;
        sketches[size] = signature.sketch();
        for (int band = 0; band < Signature.BANDS; band++) {
            older[band][size] = newest[band][signature.key(band)];
            newest[band][signature.key(band)] = size;
        }
        size++;
    }

    /** Removes the signature that was added last, which must be this one. */
    public void removeLast(Signature signature) {
        size--;
        for (int band = 0; band < Signature.BANDS; band++) {
            newest[band][signature.key(band)] = older[band][size];
        }
    }

    /** The ids of up to eight examples that may be near-copies, the most similar first. */
    public List<Long> candidates(List<Signature> signatures) {
        if (size == 0) {
            return List.of();
        }
        Map<Integer, Integer> distances = new LinkedHashMap<>();
        for (Signature signature : signatures) {
            for (int band = 0; band < Signature.BANDS; band++) {
                visit(signature, band, distances);
            }
        }
        return distances.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.naturalOrder()))
                .limit(CANDIDATES)
                .map(entry -> ids[entry.getKey()])
                .toList();
    }

    private void visit(Signature signature, int band, Map<Integer, Integer> distances) {
        int entry = newest[band][signature.key(band)];
        for (int visited = 0; entry != NONE && visited < VISITED; visited++) {
            int distance = Long.bitCount(sketches[entry] ^ signature.sketch());
            if (distance <= differingBits) {
                distances.merge(entry, distance, Math::min);
            }
            entry = older[band][entry];
        }
    }

    private void grow() {
        int capacity = Math.max(16, 2 * size);
        ids = Arrays.copyOf(ids, capacity);
        sketches = Arrays.copyOf(sketches, capacity);
        for (int band = 0; band < Signature.BANDS; band++) {
            if (size == 0) {
                newest[band] = new int[KEYS];
                Arrays.fill(newest[band], NONE);
                older[band] = new int[capacity];
            } else {
                older[band] = Arrays.copyOf(older[band], capacity);
            }
        }
    }
}
