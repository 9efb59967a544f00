package dev.millrace.trainer.nearcopies;

/** The mixing function of SplitMix64. */
final class Mixing {

    private static final long STEP = 0x9E3779B97F4A7C15L;

    private Mixing() {}

    /** Every bit of {@code value} changes half of the result's bits. */
    static long mixed(long value) {
        long mixed = value + STEP;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
