package dev.millrace.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Times engines on the same cases. Each runs in its own JVMs; engines take turns, first in one order and then in
 * reverse, so that a machine that slows down affects all of them.
 */
final class Timing {

    private static final int TURNS = 2;
    private static final int ROUNDS = 3;
    private static final int LARGE_BATCH = 64;

    private Timing() {}

    private record Turn(Case subject, Engine engine) {}

    /** Measurements by case, then in the order of {@code engines}. */
    static List<Measurement> of(List<Case> cases, List<Engine> engines) {
        Map<Turn, List<Double>> rounds = new HashMap<>();
        List<Turn> order = new ArrayList<>();
        engines.forEach(engine -> cases.forEach(subject -> order.add(new Turn(subject, engine))));
        for (int turn = 0; turn < TURNS; turn++) {
            for (Turn timed : order) {
                rounds.computeIfAbsent(timed, none -> new ArrayList<>()).addAll(samplesPerSecond(timed));
            }
            Collections.reverse(order);
        }
        return cases.stream()
                .flatMap(subject -> engines.stream().map(engine -> new Turn(subject, engine)))
                .map(timed -> Measurement.of(timed.subject(), timed.engine(), rounds.getOrDefault(timed, List.of())))
                .toList();
    }

    private static List<Double> samplesPerSecond(Turn timed) {
        Case subject = timed.subject();
        try {
            RunResult result = new Runner(options(subject, timed.engine())).runSingle();
            return result.getBenchmarkResults().stream()
                    .flatMap(benchmark -> benchmark.getIterationResults().stream())
                    .map(round -> subject.batch() * round.getPrimaryResult().getScore())
                    .toList();
        } catch (RunnerException e) {
            throw new IllegalStateException(timed.engine().id() + " can't be timed with " + subject, e);
        }
    }

    /**
     * A JVM compiles after a number of calls, which large batches and training take longer to reach; and with two
     * threads on two cores the compiler has no core of its own.
     */
    private static TimeValue warmUp(Case subject) {
        boolean hasFewCalls = subject.work() == Work.TRAINING || subject.batch() == LARGE_BATCH;
        return TimeValue.milliseconds(hasFewCalls ? 2_000 : 900);
    }

    private static Options options(Case subject, Engine engine) {
        return new OptionsBuilder()
                .include(NetworkBenchmark.class.getName() + ".run")
                .param("engine", engine.name())
                .param("network", subject.network().name())
                .param("work", subject.work().name())
                .param("batch", Integer.toString(subject.batch()))
                .param("stepThreads", Integer.toString(subject.stepThreads()))
                .threads(subject.batchThreads())
                .forks(1)
                .warmupIterations(1)
                .warmupTime(warmUp(subject))
                .measurementIterations(ROUNDS)
                .measurementTime(TimeValue.milliseconds(300))
                .jvmArgsAppend(Engine.jvmArguments(subject.stepThreads()))
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .build();
    }
}
