package dev.millrace.trainer.examples;

import java.util.Arrays;

/**
 * Numbers contents by their hash, from 0, in primitive arrays: about 32 bytes an entry.
 *
 * <p>A hash that is added again gets a new number, which it is then found under. Owned by one thread at a time.
 */
final class DigestTable {

    private static final int FIRST_CAPACITY = 1 << 10;

    private long[] first = new long[FIRST_CAPACITY];
    private long[] second = new long[FIRST_CAPACITY];
    /** Open addressing: an entry's number plus one, 0 where empty. Always twice as long as the number arrays. */
    private int[] slots = new int[2 * FIRST_CAPACITY];

    private int size;

    /** Numbers given so far. */
    int size() {
        return size;
    }

    ContentHash hash(int row) {
        return new ContentHash(first[row], second[row]);
    }

    /** The latest number of that hash, -1 for none. */
    int find(ContentHash hash) {
        return slots[slotOf(hash)] - 1;
    }

    int add(ContentHash hash) {
        if (size == first.length) {
            grow();
        }
        int row = size++;
        first[row] = hash.first();
        second[row] = hash.second();
        slots[slotOf(hash)] = row + 1;
        return row;
    }

    private void grow() {
        first = Arrays.copyOf(first, 2 * first.length);
        second = Arrays.copyOf(second, 2 * second.length);
        slots = new int[2 * first.length];
        for (int row = 0; row < size; row++) {
            slots[slotOf(hash(row))] = row + 1;
        }
    }

    /** Where the hash is, or else the empty slot where it belongs. */
    private int slotOf(ContentHash hash) {
        int mask = slots.length - 1;
        int slot = (int) (hash.second() >>> 32) & mask;
        while (slots[slot] != 0 && !isAt(slots[slot] - 1, hash)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private boolean isAt(int row, ContentHash hash) {
        return first[row] == hash.first() && second[row] == hash.second();
    }
}
