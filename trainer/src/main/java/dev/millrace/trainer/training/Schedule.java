package dev.millrace.trainer.training;

/** How the learning rate changes during a fit. */
public enum Schedule {
    /** The same rate at each step. */
    CONSTANT,
    /** Half a cosine wave, from the full rate down to a twentieth of it: coarse steps first, fine ones at the end. */
    COSINE;

    private static final double FLOOR = 0.05;

    /**
     * The factor by which to multiply the learning rate.
     *
     * @param progress share of the fit that is done, 0 to 1
     */
    double factor(double progress) {
        if (this == CONSTANT) {
            return 1;
        }
        return FLOOR + (1 - FLOOR) * 0.5 * (1 + Math.cos(Math.PI * Math.min(1, progress)));
    }
}
