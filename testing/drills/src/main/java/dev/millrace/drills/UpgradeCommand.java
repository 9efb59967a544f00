package dev.millrace.drills;

import dev.millrace.cli.CommandLines;
import dev.millrace.cli.terminal.Console;
import dev.millrace.drills.environment.DrillSize;
import dev.millrace.drills.environment.Guarantee;
import dev.millrace.drills.scenario.Upgrades;
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
import picocli.CommandLine.Spec;

/** Upgrades a running installation from an earlier release, process by process, and audits every record. */
@Command(
        name = "upgrade",
        description = "Upgrades a running installation in both orders, and audits every record.",
        mixinStandardHelpOptions = true)
public final class UpgradeCommand implements Callable<Integer> {

    /** Records a second: five services, a broker and a registry share the machine. */
    private static final double RATE = 60;

    @Option(
            names = "--previous",
            required = true,
            paramLabel = "DIR",
            description = "The unpacked release to upgrade from; testing/build-previous-release builds it.")
    private Path previous = Path.of("");

    @Option(names = "--records", paramLabel = "N", description = "Records, at least. Default: ${DEFAULT-VALUE}.")
    private long records = 10_000;

    @Option(names = "--report", paramLabel = "FILE", description = "Write the audit as JSON.")
    private @Nullable Path report;

    @Option(names = "--work", paramLabel = "DIR", description = "Keep logs and data in this folder.")
    private @Nullable Path work;

    @Spec
    private CommandSpec command;

    /** Runs the command. Exit codes: 0 if every record was answered as required, 1 if not, 2 for wrong usage. */
    public static void main(String[] arguments) {
        int code = CommandLines.of(new UpgradeCommand()).execute(arguments);
        System.out.flush();
        System.err.flush();
        // Not exit: after Ctrl-C the JVM is already shutting down, and exit would block forever.
        Runtime.getRuntime().halt(code);
    }

    @Override
    public Integer call() {
        Console console = new Console(command.commandLine().getOut(), System.nanoTime());
        DrillSize size = new DrillSize(records, RATE, Duration.ofSeconds(5));
        try (WorkFolder folder = WorkFolder.open("upgrade", Optional.ofNullable(work), false)) {
            List<Result> results = new Drill(folder, size, List.of(Guarantee.EXACTLY_ONCE), 1, console)
                    .play(Upgrades.scenarios(previous.toAbsolutePath()));
            console.print("");
            DrillTable.of("upgrade", results).forEach(console::print);
            Optional.ofNullable(report)
                    .ifPresent(file ->
                            new DrillReport(results.stream().map(Result::report).toList(), List.of()).write(file));
            return results.stream().allMatch(Result::hasPassed) ? 0 : 1;
        }
    }
}
