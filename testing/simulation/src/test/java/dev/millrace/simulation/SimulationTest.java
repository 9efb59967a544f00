package dev.millrace.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Runs as many seeds as {@code millrace.simulation.seeds} says, or the one in {@code millrace.simulation.seed}. */
class SimulationTest {

    static final String SEED = "millrace.simulation.seed";
    private static final String SEEDS = "millrace.simulation.seeds";
    private static final int SEEDS_BY_DEFAULT = 600;

    private final Logger logger = (Logger) LoggerFactory.getLogger("dev.millrace.streams");
    private Level level = Level.INFO;

    @BeforeEach
    void silence() {
        level = logger.getEffectiveLevel();
        logger.setLevel(Level.OFF);
    }

    @AfterEach
    void speak() {
        logger.setLevel(level);
    }

    @Test
    void holdsItsInvariantsWhateverTheOrder() {
        Long only = Long.getLong(SEED);
        long first = only == null ? 1 : only;
        long seeds = only == null ? Integer.getInteger(SEEDS, SEEDS_BY_DEFAULT) : 1;

        long started = System.nanoTime();
        for (long seed = first; seed < first + seeds; seed++) {
            new Simulation(seed).run();
        }

        System.out.println(seeds + " seeds in " + Duration.ofNanos(System.nanoTime() - started));
    }

    @Test
    void runsASeedTheSameTwice() {
        assertThat(trace(7)).isEqualTo(trace(7)).isNotEqualTo(trace(8));
    }

    private static String trace(long seed) {
        Simulation simulation = new Simulation(seed);
        simulation.run();
        return simulation.trace();
    }
}
