package dev.millrace.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Batches per second of one engine. Every JMH thread has its own subject. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class NetworkBenchmark {

    @Param("MILLRACE")
    public Engine engine = Engine.MILLRACE;

    @Param("CNN")
    public Network network = Network.CNN;

    @Param("INFERENCE")
    public Work work = Work.INFERENCE;

    /** Samples per batch. */
    @Param("64")
    public int batch = 64;

    /** Threads that one subject may use for a training step. */
    @Param("1")
    public int stepThreads = 1;

    private Subject subject = () -> Float.NaN;

    /** Prepares the subject. */
    @Setup(Level.Trial)
    public void open() {
        subject = engine.open(network, work, batch, stepThreads);
    }

    /** Processes one batch. */
    @Benchmark
    public float run() {
        return subject.run();
    }

    /** Releases the subject. */
    @TearDown(Level.Trial)
    public void close() {
        subject.close();
    }
}
