package dev.millrace.drills;

import dev.millrace.cli.terminal.Console;
import dev.millrace.drills.environment.DrillPlatform;
import dev.millrace.drills.environment.DrillSize;
import dev.millrace.platform.WorkFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code millrace drill soak}: a long load without faults. */
@Command(
        name = "soak",
        description = {
            "A long load without faults, watched for growth.",
            "Runs a steady load with a new model of each task every ten seconds for a given time, and reports memory,",
            "open files, threads and latency. Exit code 1 if a record was lost or one of them grows."
        },
        mixinStandardHelpOptions = true)
final class SoakCommand implements Callable<Integer> {

    private static final Duration SWAP = Duration.ofSeconds(10);

    @Option(names = "--minutes", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
    private int minutes = 30;

    @Option(names = "--rate", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
    private double perSecond = 200;

    @Option(names = "--report", paramLabel = "FILE", description = "Write the audit as JSON.")
    private @Nullable Path report;

    @ParentCommand
    private DrillCommand drill;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        Duration length = Duration.ofMinutes(minutes);
        DrillSize steady = new DrillSize(Math.max(100, (long) (perSecond * length.toSeconds())), perSecond, SWAP);
        Console console = new Console(command.commandLine().getOut(), System.nanoTime());
        try (WorkFolder folder = WorkFolder.open("soak", drill.work(), false);
                DrillPlatform platform = DrillPlatform.start(folder, 1)) {
            Result result = new Soak(platform, length, steady, console).run();
            console.print("");
            DrillTable.of("soak", List.of(result)).forEach(console::print);
            result.problems().forEach(problem -> console.print("! " + problem));
            Optional.ofNullable(report)
                    .ifPresent(file -> new DrillReport(List.of(result.report()), List.of()).write(file));
            return result.hasPassed() ? 0 : 1;
        }
    }
}
