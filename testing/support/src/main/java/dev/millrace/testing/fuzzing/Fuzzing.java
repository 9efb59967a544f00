package dev.millrace.testing.fuzzing;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds valid inputs to a parser, then damaged ones. Fails at the first input for which the parser throws what it should
 * not, allocates too much heap, takes too much processor time, or does not return.
 *
 * <p>The n-th input depends only on the seed and n, and a build feeds as many as the target's budget says, so every
 * machine tests the same inputs. {@code -Dmillrace.fuzz.seconds=60} fuzzes for a given time instead;
 * {@code -Dmillrace.fuzz.seed=7} uses other inputs.
 */
public final class Fuzzing {

    private static final Logger log = LoggerFactory.getLogger(Fuzzing.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final String name;
    private final FuzzBudget budget;
    private final FuzzInputs inputs;
    private final FuzzTarget target;
    private final long seed = Long.getLong("millrace.fuzz.seed", 1);
    private final Optional<Duration> longer =
            Optional.ofNullable(Long.getLong("millrace.fuzz.seconds")).map(Duration::ofSeconds);
    private volatile @Nullable Feeding current;
    private volatile @Nullable AssertionError failure;
    private volatile FuzzReport report = new FuzzReport(0, 0, 0);

    private Fuzzing(String name, FuzzBudget budget, FuzzInputs inputs, FuzzTarget target) {
        this.name = name;
        this.budget = budget;
        this.inputs = inputs;
        this.target = target;
    }

    /** One input in progress. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Feeding(long number, byte[] input, long since) {}

    private record Reading(boolean understood, long allocated, long nanos) {}

    /**
     * Feeds valid inputs, then the budget's number of them whose bytes were damaged.
     *
     * @param valid at least one; each is fed undamaged first, and must be understood
     * @throws AssertionError with seed, number and bytes of the input on which the parser failed
     */
    public static FuzzReport run(String name, FuzzBudget budget, List<byte[]> valid, FuzzTarget target) {
        return run(name, budget, new FuzzInputs(valid, Mutation.ofBytes()), target);
    }

    /**
     * Feeds the valid inputs, then the budget's number of mutations.
     *
     * @throws AssertionError with seed, number and bytes of the input on which the parser failed
     */
    public static FuzzReport run(String name, FuzzBudget budget, FuzzInputs inputs, FuzzTarget target) {
        Fuzzing fuzzing = new Fuzzing(name, budget, inputs, target);
        Thread feeder = new Thread(fuzzing::feedAll, "fuzzing");
        feeder.setDaemon(true);
        feeder.start();
        fuzzing.watch(feeder);
        Optional.ofNullable(fuzzing.failure).ifPresent(problem -> {
            throw problem;
        });
        FuzzReport seen = fuzzing.report;
        log.info(
                "Fuzzed: target='{}' seed={} inputs={} understood={} most_allocated={}",
                name,
                fuzzing.seed,
                seen.inputs(),
                seen.understood(),
                seen.mostAllocated());
        return seen;
    }

    private void watch(Thread feeder) {
        try {
            while (feeder.isAlive() && failure == null) {
                feeder.join(100);
                Feeding feeding = current;
                if (feeding != null && System.nanoTime() - feeding.since() > PATIENCE.toNanos()) {
                    throw failed(
                            feeding,
                            "is still busy after " + PATIENCE + ": " + Arrays.toString(feeder.getStackTrace()),
                            null);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while fuzzing", e);
        }
    }

    private void feedAll() {
        feedSoundOnes();
        long start = System.nanoTime();
        for (long number = inputs.valid().size(); failure == null && isMoreWanted(number, start); number++) {
            feed(number, inputs.mutation().mutated(inputs.valid(), random(seed, number)));
        }
        current = null;
    }

    /** The random numbers of the n-th input. */
    static SplittableRandom random(long seed, long number) {
        return new SplittableRandom(seed * 0x9E3779B97F4A7C15L + number);
    }

    private boolean isMoreWanted(long number, long start) {
        return longer.map(time -> System.nanoTime() - start < time.toNanos())
                .orElse(number < (long) inputs.valid().size() + budget.inputs());
    }

    private void feedSoundOnes() {
        for (int number = 0; failure == null && number < inputs.valid().size(); number++) {
            feed(number, inputs.valid().get(number));
        }
    }

    private void feed(long number, byte[] input) {
        Feeding feeding = new Feeding(number, input, System.nanoTime());
        current = feeding;
        try {
            problemWith(feeding).ifPresent(problem -> failure = failed(feeding, problem, null));
        } catch (Throwable e) {
            // OutOfMemoryError and StackOverflowError are findings like any other.
            failure = failed(feeding, "failed with " + e, e);
        }
    }

    private Optional<String> problemWith(Feeding feeding) throws Exception {
        Reading reading = read(feeding.input());
        long allowed = budget.allowed().limit(feeding.input().clone());
        if (reading.allocated() > allowed || isSlow(reading)) {
            // The first input on a path also pays for loading the classes on it.
            reading = read(feeding.input());
        }
        report = report.with(reading.understood(), reading.allocated());
        if (!reading.understood() && feeding.number() < inputs.valid().size()) {
            return Optional.of("refuses a sound input");
        }
        if (isSlow(reading)) {
            return Optional.of("took " + Duration.ofNanos(reading.nanos()) + " of processor time, required at most "
                    + budget.time());
        }
        return reading.allocated() <= allowed
                ? Optional.empty()
                : Optional.of("took " + reading.allocated() + " bytes of heap for " + feeding.input().length
                        + " bytes, required at most " + allowed);
    }

    private boolean isSlow(Reading reading) {
        return reading.nanos() > budget.time().toNanos();
    }

    private Reading read(byte[] input) throws Exception {
        byte[] copy = input.clone();
        long started = THREADS.getCurrentThreadCpuTime();
        long before = THREADS.getCurrentThreadAllocatedBytes();
        boolean understood = target.understands(copy);
        return new Reading(
                understood,
                THREADS.getCurrentThreadAllocatedBytes() - before,
                THREADS.getCurrentThreadCpuTime() - started);
    }

    private AssertionError failed(Feeding feeding, String problem, @Nullable Throwable cause) {
        return new AssertionError(
                name + " " + problem + "\n  seed " + seed + ", input " + feeding.number() + ", base64 "
                        + Base64.getEncoder().encodeToString(feeding.input()),
                cause);
    }
}
