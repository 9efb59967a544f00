package dev.millrace.benchmarks.stream;

import dev.millrace.benchmarks.platform.BenchmarkPlatform;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code millrace bench stream}: throughput, processor time and latency through Kafka. */
@Command(
        name = "stream",
        description = {
            "Records per second through Kafka, processor time per record, and latency.",
            "Runs the streams app on a separate broker on this machine, in turn with its classifier without Kafka",
            "(ceiling), a topology that only copies (noop), and Kafka Streams with ONNX Runtime, one record per call. About",
            "25 minutes. Exit code 1 if a record is not answered, or not exactly once under exactly-once."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  millrace bench stream --json stream.json",
            "  millrace bench stream --only 'image raw exactly_once_v2 1' --rounds 1",
            "  millrace bench stream --only '^(millrace|ceiling) .* 2$' --latency-seconds 0"
        })
public final class StreamCommand implements Callable<Integer> {

    @Option(names = "--json", paramLabel = "FILE", description = "Also write the results to this file.")
    private @Nullable Path json;

    @Option(
            names = "--only",
            paramLabel = "REGEX",
            description = {
                "Only rows whose name matches. A name consists of subject, task, encoding, guarantee and threads, such as",
                "'millrace image raw exactly_once_v2 1'; the ceiling's guarantee is none."
            })
    private Pattern only = Pattern.compile("");

    @Option(names = "--rounds", paramLabel = "N", description = "Rounds of each row. Default: ${DEFAULT-VALUE}.")
    private int rounds = 5;

    @Option(
            names = "--records",
            paramLabel = "N",
            description =
                    "Images per round of the streams app; other subjects take shares of it. Default: ${DEFAULT-VALUE}.")
    private int records = 24_000;

    @Option(
            names = "--latency-seconds",
            paramLabel = "N",
            description = "Seconds at each of three rates; 0 measures no latency. Default: ${DEFAULT-VALUE}.")
    private int latencySeconds = 6;

    @Option(
            names = "--all-latencies",
            description = "Measure latencies of every row, not just of those under exactly-once with one thread.")
    private boolean allLatencies;

    @Option(
            names = "--work",
            paramLabel = "DIR",
            description = "Keep logs and data in this folder, which must be empty. Default: a temporary one.")
    private @Nullable Path work;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws IOException {
        StreamPlan plan = plan();
        PrintWriter out = command.commandLine().getOut();
        try (BenchmarkPlatform platform = BenchmarkPlatform.start(Optional.ofNullable(work))) {
            StreamReport report = new StreamBenchmark(platform, plan, out).run();
            out.println();
            out.print(report.table());
            out.flush();
            if (json != null) {
                report.write(json);
            }
        }
        return 0;
    }

    private StreamPlan plan() {
        try {
            StreamPlan plan = new StreamPlan(only, rounds, records, latencySeconds, allLatencies);
            if (plan.groups().isEmpty()) {
                throw new ParameterException(command.commandLine(), "no row has a name with '" + only + "'");
            }
            return plan;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()));
        }
    }
}
