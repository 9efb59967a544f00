package dev.millrace.testing.fuzzing;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds valid inputs to a parser, then damaged ones. Fails at the first input for which the parser throws what it should
 * not, allocates too much heap, or does not return.
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
    private final List<byte[]> corpus;
    private final FuzzTarget target;
    private final long seed = Long.getLong("millrace.fuzz.seed", 1);
    private final Optional<Duration> longer =
            Optional.ofNullable(Long.getLong("millrace.fuzz.seconds")).map(Duration::ofSeconds);
    private volatile @Nullable Feeding current;
    private volatile @Nullable AssertionError failure;
    private volatile FuzzReport report = new FuzzReport(0, 0, 0);

    private Fuzzing(String name, FuzzBudget budget, List<byte[]> corpus, FuzzTarget target) {
        this.name = name;
        this.budget = budget;
        this.corpus = List.copyOf(corpus);
        this.target = target;
    }

    /** One input in progress. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Feeding(long number, byte[] input, long since) {}

    private record Reading(boolean understood, long allocated) {}

    /**
     * Feeds the corpus, then the budget's number of damaged inputs.
     *
     * @param corpus valid inputs, at least one; each is fed undamaged first, and must be understood
     * @throws AssertionError with seed, number and bytes of the input on which the parser failed
     */
    public static FuzzReport run(String name, FuzzBudget budget, List<byte[]> corpus, FuzzTarget target) {
        Fuzzing fuzzing = new Fuzzing(name, budget, corpus, target);
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
        for (long number = corpus.size(); failure == null && isMoreWanted(number, start); number++) {
            feed(number, new Mutator(seed, number).mutated(corpus));
        }
        current = null;
    }

    private boolean isMoreWanted(long number, long start) {
        return longer.map(time -> System.nanoTime() - start < time.toNanos())
                .orElse(number < (long) corpus.size() + budget.inputs());
    }

    private void feedSoundOnes() {
        for (int number = 0; failure == null && number < corpus.size(); number++) {
            feed(number, corpus.get(number));
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
        if (reading.allocated() > allowed) {
            // The first input on a path also pays for loading the classes on it.
            reading = read(feeding.input());
        }
        report = report.with(reading.understood(), reading.allocated());
        if (!reading.understood() && feeding.number() < corpus.size()) {
            return Optional.of("refuses a sound input");
        }
        return reading.allocated() <= allowed
                ? Optional.empty()
                : Optional.of("took " + reading.allocated() + " bytes of heap for " + feeding.input().length
                        + " bytes, required at most " + allowed);
    }

    private Reading read(byte[] input) throws Exception {
        byte[] copy = input.clone();
        long before = THREADS.getCurrentThreadAllocatedBytes();
        boolean understood = target.understands(copy);
        return new Reading(understood, THREADS.getCurrentThreadAllocatedBytes() - before);
    }

    private AssertionError failed(Feeding feeding, String problem, @Nullable Throwable cause) {
        return new AssertionError(
                name + " " + problem + "\n  seed " + seed + ", input " + feeding.number() + ", base64 "
                        + Base64.getEncoder().encodeToString(feeding.input()),
                cause);
    }
}
