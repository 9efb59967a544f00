package dev.millrace.drills;

import dev.millrace.cli.CommandLines;
import dev.millrace.cli.terminal.Console;
import dev.millrace.drills.environment.DrillSize;
import dev.millrace.drills.environment.Guarantee;
import dev.millrace.drills.scenario.FlawedScenario;
import dev.millrace.drills.scenario.Scenario;
import dev.millrace.drills.scenario.Scenarios;
import dev.millrace.platform.WorkFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace drill}: injects faults into real processes, and audits every record. */
@Command(
        name = "millrace drill",
        description = {
            "Injects faults and audits every record.",
            "Injects them into real processes on this machine (broker, registry, streams apps, trainer) while",
            "records flow and models swap, then audits every record for loss, duplicates, disorder and predictions",
            "attributed to the wrong model. Exit code 1 if any result is not as required."
        },
        mixinStandardHelpOptions = true,
        subcommands = SoakCommand.class,
        footerHeading = "%nExamples:%n",
        footer = {
            "  millrace drill --list",
            "  millrace drill --quick",
            "  millrace drill --repeat 10 kill-all-streams-apps",
            "  millrace drill kill-streams-app rolling-restart",
            "  millrace drill --all --report drills.json"
        })
public final class DrillCommand implements Callable<Integer> {

    /** Runs the command. Exit codes: 0 if every scenario passed, 1 if one failed, 2 for wrong usage. */
    public static void main(String[] arguments) {
        int code = CommandLines.of(new DrillCommand()).execute(arguments);
        System.out.flush();
        System.err.flush();
        // Not exit: after Ctrl-C the JVM is already shutting down, and exit would block forever.
        Runtime.getRuntime().halt(code);
    }

    @Parameters(paramLabel = "SCENARIO", description = "Scenarios to run; see --list.")
    private List<String> titles = List.of();

    @Option(names = "--all", description = "Run every scenario, then the flawed designs that a drill must detect.")
    private boolean all;

    @Option(names = "--quick", description = "Run a subset under exactly-once, meant for half an hour.")
    private boolean quick;

    @Option(
            names = "--repeat",
            paramLabel = "N",
            description = "Run each scenario so many times. Default: ${DEFAULT-VALUE}.")
    private int repeats = 1;

    @Option(names = "--list", description = "List the scenarios.")
    private boolean list;

    @Option(names = "--guarantee", description = "Run only under this guarantee: ${COMPLETION-CANDIDATES}.")
    private @Nullable Guarantee guarantee;

    @Option(
            names = "--records",
            paramLabel = "N",
            description = "Records per scenario, half images and half reviews. Default: ${DEFAULT-VALUE}.")
    private long records = 20_000;

    @Option(names = "--rate", paramLabel = "N", description = "Records per second. Default: ${DEFAULT-VALUE}.")
    private double rate = 500;

    @Option(
            names = "--swap",
            paramLabel = "TIME",
            description = "Time between two new models of a task. Default: ${DEFAULT-VALUE}.")
    private Duration swap = Duration.ofSeconds(3);

    @Option(names = "--report", paramLabel = "FILE", description = "Write the audit as JSON.")
    private @Nullable Path report;

    @Option(
            names = "--work",
            paramLabel = "DIR",
            description = "Keep logs and data in this folder, which must be empty. Default: a temporary one.")
    private @Nullable Path work;

    @Spec
    private CommandSpec command;

    /** Where the user wants to keep logs and data. */
    Optional<Path> work() {
        return Optional.ofNullable(work);
    }

    @Override
    public Integer call() {
        if (list) {
            Stream.concat(Scenarios.all().stream(), Scenarios.flawed().stream()).forEach(this::print);
            command.commandLine().getOut().println("* runs with --quick");
            return 0;
        }
        if (repeats < 1) {
            throw new ParameterException(command.commandLine(), "--repeat must be at least 1, got " + repeats);
        }
        Console console = new Console(command.commandLine().getOut(), System.nanoTime());
        return run(chosen(), all ? Scenarios.flawed() : List.of(), console);
    }

    private void print(Scenario scenario) {
        String mark = scenario.isQuick() ? "*" : " ";
        command.commandLine().getOut().printf("%s %-30s %s%n", mark, scenario.title(), scenario.summary());
    }

    private List<Scenario> chosen() {
        if (all) {
            return Scenarios.all();
        }
        if (titles.isEmpty() && !quick) {
            throw new ParameterException(command.commandLine(), "required scenarios, --all, --quick or --list");
        }
        Stream<String> few = quick ? Scenarios.quick().stream().map(Scenario::title) : Stream.of();
        return Stream.concat(few, titles.stream())
                .distinct()
                .map(this::scenario)
                .toList();
    }

    private List<Guarantee> guarantees() {
        return quick
                ? List.of(Guarantee.EXACTLY_ONCE)
                : Optional.ofNullable(guarantee).map(List::of).orElseGet(() -> List.of(Guarantee.values()));
    }

    private Scenario scenario(String title) {
        return Scenarios.find(title)
                .orElseThrow(() -> new ParameterException(
                        command.commandLine(), "there is no scenario '" + title + "'; --list shows them"));
    }

    private DrillSize size() {
        try {
            return new DrillSize(records, rate, swap);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()));
        }
    }

    private int run(List<Scenario> scenarios, List<FlawedScenario> flawed, Console console) {
        DrillSize size = size();
        try (WorkFolder folder = WorkFolder.open("drill", work(), false)) {
            console.say("logs and data are in " + folder.path() + (folder.isKept() ? "" : " (deleted at the end)"));
            Drill drill = new Drill(folder, size, guarantees(), repeats, console);
            List<Result> played = drill.play(scenarios);
            List<Result> caught = drill.play(flawed);
            return conclude(played, caught, console);
        }
    }

    private int conclude(List<Result> played, List<Result> caught, Console console) {
        console.print("");
        DrillTable.of("scenario", played).forEach(console::print);
        if (!caught.isEmpty()) {
            console.print("");
            DrillTable.of("flawed design, must be detected", caught).forEach(console::print);
        }
        Optional.ofNullable(report).ifPresent(file -> new DrillReport(reports(played), reports(caught)).write(file));
        return Stream.concat(played.stream(), caught.stream()).allMatch(Result::hasPassed) ? 0 : 1;
    }

    private static List<ScenarioReport> reports(List<Result> results) {
        return results.stream().map(Result::report).toList();
    }
}
