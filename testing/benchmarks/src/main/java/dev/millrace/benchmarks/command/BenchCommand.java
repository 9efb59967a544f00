package dev.millrace.benchmarks.command;

import dev.millrace.benchmarks.ModelBenchmark;
import dev.millrace.benchmarks.Network;
import dev.millrace.benchmarks.TokenizerBenchmark;
import dev.millrace.benchmarks.Work;
import dev.millrace.benchmarks.labels.LabelsCommand;
import dev.millrace.benchmarks.platform.BenchmarkFailure;
import dev.millrace.benchmarks.stream.StreamCommand;
import dev.millrace.benchmarks.tasks.TasksCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code millrace bench}, started by the launcher. */
@Command(
        name = "millrace bench",
        description = "Measures the engine against its peers on this machine.",
        mixinStandardHelpOptions = true,
        subcommands = {StreamCommand.class, LabelsCommand.class, TasksCommand.class},
        synopsisSubcommandLabel = "COMMAND")
final class BenchCommand {

    private BenchCommand() {}

    /** Runs the command and ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        int code = new CommandLine(new BenchCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(BenchCommand::fail)
                .execute(arguments);
        System.exit(code);
    }

    private static int fail(Exception failure, CommandLine command, CommandLine.ParseResult parsed) throws Exception {
        if (failure instanceof BenchmarkFailure) {
            command.getErr().println("millrace: " + failure.getMessage());
            return 1;
        }
        throw failure;
    }

    @Command(
            name = "model",
            description = "Samples per second of both networks, beside unmodified Deeplearning4j, PyTorch and ONNX"
                    + " Runtime; about ten minutes.",
            mixinStandardHelpOptions = true)
    int model(
            @Option(names = "--json", paramLabel = "FILE", description = "also write the results to this file")
                    Optional<Path> json,
            @Option(names = "--network", description = "only this network: ${COMPLETION-CANDIDATES}")
                    Optional<Network> network,
            @Option(names = "--work", description = "only this work: ${COMPLETION-CANDIDATES}") Optional<Work> work)
            throws IOException {
        Set<Network> networks = network.map(EnumSet::of).orElseGet(() -> EnumSet.allOf(Network.class));
        Set<Work> works = work.map(EnumSet::of).orElseGet(() -> EnumSet.allOf(Work.class));
        ModelBenchmark benchmark = new ModelBenchmark(System.out);
        benchmark.run(networks, works);
        if (json.isPresent()) {
            benchmark.write(json.get());
        }
        return 0;
    }

    @Command(
            name = "tokenizer",
            description = "Processor time from texts to word ids, by both tokenizers in turns; half a minute.",
            mixinStandardHelpOptions = true)
    int tokenizer() {
        new TokenizerBenchmark(System.out).run();
        return 0;
    }
}
