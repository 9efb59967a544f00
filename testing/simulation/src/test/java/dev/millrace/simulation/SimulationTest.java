package dev.millrace.simulation;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Runs as many seeds as {@code millrace.simulation.seeds} says, or the one in {@code millrace.simulation.seed}. */
class SimulationTest {

    static final String SEED = "millrace.simulation.seed";
    private static final String SEEDS = "millrace.simulation.seeds";
    private static final int SEEDS_BY_DEFAULT = 600;

    @Test
    void holdsItsInvariantsWhateverTheOrder() {
        Long only = Long.getLong(SEED);
        long first = only == null ? 1 : only;
        long seeds = only == null ? Integer.getInteger(SEEDS, SEEDS_BY_DEFAULT) : 1;

        long started = System.nanoTime();
        QuietLog.during(() -> {
            for (long seed = first; seed < first + seeds; seed++) {
                new Simulation(seed).run();
            }
        });

        System.out.println(seeds + " seeds in " + Duration.ofNanos(System.nanoTime() - started));
    }
}
