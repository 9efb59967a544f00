package dev.millrace.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The engine beside its peers, as a table and as JSON. */
public final class ModelBenchmark {

    private final PrintStream out;
    private final List<Measurement> measurements = new ArrayList<>();

    /** @param out receives the table */
    public ModelBenchmark(PrintStream out) {
        this.out = out;
    }

    /** Writes the results so far as JSON. */
    public void write(Path file) throws IOException {
        Files.writeString(
                file,
                new ObjectMapper()
                        .writerWithDefaultPrettyPrinter()
                        .writeValueAsString(Map.of("results", measurements)));
    }

    /** Measures every case of these networks and works, and prints the results. */
    public void run(Set<Network> networks, Set<Work> works) {
        double limit = MatrixMultiplication.gigaflops();
        out.printf("This machine multiplies matrices at %.0f GFLOP/s a core.%n%n", limit);
        out.printf(
                "%-8s %-10s %6s %8s  %-14s %12s %7s %12s %8s%n",
                "network", "work", "batch", "threads", "engine", "samples/s", "spread", "millrace is", "of limit");
        for (List<Case> cases : Case.all()) {
            Case first = cases.get(0);
            if (networks.contains(first.network()) && works.contains(first.work())) {
                List<Measurement> timed = Timing.of(cases, Engine.comparing(first.network(), first.work()));
                cases.forEach(subject -> print(subject, timed, limit));
                measurements.addAll(timed);
            }
        }
        out.printf("%nTwo threads against one:%n");
        measurements.stream().filter(measurement -> measurement.threads() == 2).forEach(this::printGain);
        printPreparation();
        PhotographCost.print(out);
    }

    private void print(Case subject, List<Measurement> timed, double limit) {
        List<Measurement> engines = timed.stream()
                .filter(measurement -> measurement.threads() == subject.threads())
                .toList();
        engines.forEach(measurement -> print(measurement, engines.get(0), subject, limit));
    }

    private void printPreparation() {
        out.printf(
                "%nPreparing a record takes (microseconds): 32x32 PNG %.0f, JPEG %.0f, 256x256 JPEG %.0f; 250 words %.0f.%n",
                PreprocessingCost.image("png", Samples.SIDE),
                PreprocessingCost.image("jpg", Samples.SIDE),
                PreprocessingCost.image("jpg", 8 * Samples.SIDE),
                PreprocessingCost.text());
        out.printf(
                "PyTorch and DJL: an empty call costs %.1f microseconds, which flatters Millrace at batch 1.%n",
                PyTorchNetworks.callMicroseconds());
    }

    private void print(Measurement measurement, Measurement millrace, Case subject, double limit) {
        double share = measurement.samplesPerSecond() * subject.megaflops() / 1e3 / (limit * subject.threads());
        out.printf(
                "%-8s %-10s %6d %8d  %-14s %12.0f %6.0f%% %11.2fx %7.0f%%%n",
                measurement.network(),
                measurement.work(),
                measurement.batch(),
                measurement.threads(),
                measurement.engine(),
                measurement.samplesPerSecond(),
                100 * measurement.spread(),
                millrace.samplesPerSecond() / measurement.samplesPerSecond(),
                100 * share);
    }

    private void printGain(Measurement both) {
        if (both.engine().startsWith(Engine.MILLRACE.id())) {
            measurements.stream()
                    .filter(one -> one.threads() == 1 && one.isSameButForThreads(both))
                    .forEach(one -> out.printf(
                            "%-8s %-10s %6d  %-14s %5.2fx%n",
                            both.network(),
                            both.work(),
                            both.batch(),
                            both.engine(),
                            both.samplesPerSecond() / one.samplesPerSecond()));
        }
    }
}
