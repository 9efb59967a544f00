package dev.millrace.simulation;

import java.util.List;
import java.util.Random;

/** Every random choice of a run, from one seed. */
public final class SeededChoices {

    private final Random random;

    SeededChoices(long seed) {
        this.random = new Random(seed);
    }

    /** 0 to {@code bound - 1}. */
    public int below(int bound) {
        return random.nextInt(bound);
    }

    /** True with a probability of {@code share} percent. */
    public boolean percent(int share) {
        return below(100) < share;
    }

    /** One of the elements. */
    public <E> E oneOf(List<E> choices) {
        return choices.get(below(choices.size()));
    }
}
