package dev.millrace.trainer.examples;

/** Where a content lies, packed into one number: 31 bits of segment, 32 of position. */
final class Location {

    private Location() {}

    static long of(int segment, int position) {
        return ((long) segment << 32) | position;
    }

    static int segment(long location) {
        return (int) (location >>> 32);
    }

    static int position(long location) {
        return (int) location;
    }
}
