package dev.millrace.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
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
 * Times engines with one case: JVMs of their own by turns, in one order and then in the other, so that a machine that slows
 * down meanwhile slows all of them down.
 */
final class Timing {

    private static final int TURNS = 2;
    private static final int ROUNDS = 3;

    private Timing() {}

    /** Of the same order as {@code engines}. */
    static List<Measurement> of(Case subject, List<Engine> engines) {
        Map<Engine, List<Double>> rounds = new EnumMap<>(Engine.class);
        List<Engine> order = new ArrayList<>(engines);
        for (int turn = 0; turn < TURNS; turn++) {
            for (Engine engine : order) {
                rounds.computeIfAbsent(engine, timed -> new ArrayList<>()).addAll(samplesPerSecond(subject, engine));
            }
            Collections.reverse(order);
        }
        return engines.stream()
                .map(engine -> Measurement.of(subject, engine, rounds.getOrDefault(engine, List.of())))
                .toList();
    }

    private static List<Double> samplesPerSecond(Case subject, Engine engine) {
        try {
            RunResult result = new Runner(options(subject, engine)).runSingle();
            return result.getBenchmarkResults().stream()
                    .flatMap(benchmark -> benchmark.getIterationResults().stream())
                    .map(round -> subject.batch() * round.getPrimaryResult().getScore())
                    .toList();
        } catch (RunnerException e) {
            throw new IllegalStateException(engine.id() + " can't be timed with " + subject, e);
        }
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
                .warmupTime(TimeValue.milliseconds(900))
                .measurementIterations(ROUNDS)
                .measurementTime(TimeValue.milliseconds(300))
                .jvmArgsAppend(Engine.jvmArguments(subject.stepThreads()))
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .build();
    }
}
