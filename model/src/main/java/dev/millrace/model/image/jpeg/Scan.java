package dev.millrace.model.image.jpeg;

import java.util.List;

/**
 * The header of a scan.
 *
 * @param parts the components that it is about
 * @param first index of the first coefficient
 * @param last index of the last coefficient
 * @param high bits known before; 0 for a first scan
 * @param low bits that are left out
 * @param start position of its data
 */
record Scan(List<Part> parts, int first, int last, int high, int low, int start) {

    /** A component by its index in the frame, and the tables that its codes are in. */
    record Part(int component, HuffmanTable first, HuffmanTable others) {}

    Scan {
        parts = List.copyOf(parts);
    }

    boolean isWhole() {
        return first == 0 && last == BlockShape.COEFFICIENTS - 1 && high == 0 && low == 0;
    }

    /** Whether a progressive file may have such a scan. */
    boolean isProgressive() {
        boolean band = first == 0 ? last == 0 : parts.size() == 1 && last >= first && last < BlockShape.COEFFICIENTS;
        return band && low <= 13 && (high == 0 || high == low + 1);
    }
}
