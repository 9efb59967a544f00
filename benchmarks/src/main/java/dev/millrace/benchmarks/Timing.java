package dev.millrace.benchmarks;

import java.util.Collection;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Times one engine with one case in a JVM of its own. */
final class Timing {

    private static final int ROUNDS = 5;

    private Timing() {}

    static Measurement of(Case subject, Engine engine) {
        try {
            RunResult result = new Runner(options(subject, engine)).runSingle();
            return new Measurement(
                    subject.network().id(),
                    subject.work().id(),
                    engine.id(),
                    subject.batch(),
                    subject.threads(),
                    subject.batch() * median(result));
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
                .warmupIterations(2)
                .warmupTime(TimeValue.milliseconds(700))
                .measurementIterations(ROUNDS)
                .measurementTime(TimeValue.milliseconds(500))
                .jvmArgsAppend(Engine.jvmArguments(subject.stepThreads()))
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .build();
    }

    /** The median of the rounds' batches a second. */
    private static double median(RunResult result) {
        double[] rates = result.getBenchmarkResults().stream()
                .flatMap(benchmark -> rounds(benchmark.getIterationResults()))
                .mapToDouble(round -> round.getPrimaryResult().getScore())
                .sorted()
                .toArray();
        return rates[rates.length / 2];
    }

    private static java.util.stream.Stream<IterationResult> rounds(Collection<IterationResult> rounds) {
        return rounds.stream();
    }
}
