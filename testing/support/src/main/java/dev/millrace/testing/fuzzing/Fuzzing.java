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
 * Feeds a reader sound inputs, then damaged ones for a while. It fails at the first input for which the reader throws what it
 * should not, takes too much heap, or does not come back.
 *
 * <p>The n-th input depends on seed and n alone. {@code -Dmillrace.fuzz.seconds=60} goes on for longer than the usual two
 * seconds, {@code -Dmillrace.fuzz.seed=7} takes other inputs.
 */
public final class Fuzzing {

    private static final Logger log = LoggerFactory.getLogger(Fuzzing.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Inputs that are tried however slow the machine is: what a run must at least see does not depend on it. */
    private static final int LEAST = 300;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final String name;
    private final Allocation allowed;
    private final List<byte[]> corpus;
    private final FuzzTarget target;
    private final long seed = Long.getLong("millrace.fuzz.seed", 1);
    private final long nanos =
            Duration.ofSeconds(Long.getLong("millrace.fuzz.seconds", 2)).toNanos();
    private volatile @Nullable Feeding current;
    private volatile @Nullable AssertionError failure;
    private volatile FuzzReport report = new FuzzReport(0, 0, 0);

    private Fuzzing(String name, Allocation allowed, List<byte[]> corpus, FuzzTarget target) {
        this.name = name;
        this.allowed = allowed;
        this.corpus = List.copyOf(corpus);
        this.target = target;
    }

    /** One input on its way. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Feeding(long number, byte[] input, long since) {}

    private record Reading(boolean understood, long allocated) {}

    /**
     * Runs until the time is over.
     *
     * @param corpus sound inputs, at least one; each is fed undamaged first, and must be understood
     * @throws AssertionError with seed, number and bytes of the input that the reader failed on
     */
    public static FuzzReport run(String name, Allocation allowed, List<byte[]> corpus, FuzzTarget target) {
        Fuzzing fuzzing = new Fuzzing(name, allowed, corpus, target);
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
        long end = System.nanoTime() + nanos;
        int least = corpus.size() + LEAST;
        for (long number = corpus.size(); failure == null && (number < least || System.nanoTime() < end); number++) {
            feed(number, new Mutator(seed, number).mutated(corpus));
        }
        current = null;
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
            // An OutOfMemoryError or a StackOverflowError is a finding like any other.
            failure = failed(feeding, "failed with " + e, e);
        }
    }

    private Optional<String> problemWith(Feeding feeding) throws Exception {
        int bytes = feeding.input().length;
        Reading reading = read(feeding.input());
        if (reading.allocated() > allowed.limit(bytes)) {
            // The first to take a path pays for the classes on it.
            reading = read(feeding.input());
        }
        report = report.with(reading.understood(), reading.allocated());
        if (!reading.understood() && feeding.number() < corpus.size()) {
            return Optional.of("refuses a sound input");
        }
        return reading.allocated() <= allowed.limit(bytes)
                ? Optional.empty()
                : Optional.of("took " + reading.allocated() + " bytes of heap for " + bytes + " bytes");
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
