package dev.millrace.drills;

import dev.millrace.cli.CommandLines;
import dev.millrace.cli.terminal.Console;
import dev.millrace.drills.environment.DrillPlatform;
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

/** {@code millrace drill}: plays fault scenarios against real processes, and counts. */
@Command(
        name = "millrace drill",
        description = {
            "Plays faults and counts what came of every record.",
            "Plays them against real processes on this machine (broker, registry, streams apps, trainer) while",
            "records flow and models swap, then counts every record: what was lost, doubled, out of order, or given",
            "out for another model's answer. Exit code 1 when anything is not as it must be."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  millrace drill --list",
            "  millrace drill kill-streams-app rolling-restart",
            "  millrace drill --all --report drills.json"
        })
public final class DrillCommand implements Callable<Integer> {

    private static final Duration SOAK_SWAP = Duration.ofSeconds(10);

    /** Exit codes: 0 when every scenario held, 1 when one did not, 2 when the command line cannot be used. */
    public static void main(String[] arguments) {
        int code = CommandLines.of(new DrillCommand()).execute(arguments);
        System.out.flush();
        System.err.flush();
        // Not exit: after Ctrl-C the JVM is already ending, and exit would wait for that for ever.
        Runtime.getRuntime().halt(code);
    }

    @Parameters(paramLabel = "SCENARIO", description = "What to play; see --list.")
    private List<String> titles = List.of();

    @Option(names = "--all", description = "Plays every scenario, then the flawed designs that a drill must catch.")
    private boolean all;

    @Option(names = "--list", description = "Lists the scenarios.")
    private boolean list;

    @Option(names = "--guarantee", description = "Only under this one: ${COMPLETION-CANDIDATES}.")
    private @Nullable Guarantee guarantee;

    @Option(
            names = "--records",
            paramLabel = "N",
            description = "Through each scenario, images and reviews by halves. Default: ${DEFAULT-VALUE}.")
    private long records = 20_000;

    @Option(names = "--rate", paramLabel = "N", description = "Records a second. Default: ${DEFAULT-VALUE}.")
    private double rate = 500;

    @Option(
            names = "--swap",
            paramLabel = "TIME",
            description = "Between two new models of a task. Default: ${DEFAULT-VALUE}.")
    private Duration swap = Duration.ofSeconds(3);

    @Option(names = "--report", paramLabel = "FILE", description = "Writes the account as JSON.")
    private @Nullable Path report;

    @Option(
            names = "--work",
            paramLabel = "DIR",
            description = "Keeps logs and data in that folder, which must be empty. Default: a temporary one.")
    private @Nullable Path work;

    @Spec
    private CommandSpec command;

    @Command(
            name = "soak",
            description = {
                "A long load without a fault, watched for what grows.",
                "A steady load with a new model of each task every ten seconds, for as long as asked: reports memory,",
                "open files, threads and latency as they go. Exit code 1 when something was lost, or grows."
            },
            mixinStandardHelpOptions = true)
    int soak(
            @Option(
                            names = "--minutes",
                            paramLabel = "N",
                            defaultValue = "30",
                            description = "Default: ${DEFAULT-VALUE}.")
                    int minutes,
            @Option(
                            names = "--rate",
                            paramLabel = "N",
                            defaultValue = "200",
                            description = "Default: ${DEFAULT-VALUE}.")
                    double perSecond,
            @Option(names = "--report", paramLabel = "FILE", description = "Writes the account as JSON.")
                    Optional<Path> file) {
        Duration length = Duration.ofMinutes(minutes);
        DrillSize steady = new DrillSize(Math.max(100, (long) (perSecond * length.toSeconds())), perSecond, SOAK_SWAP);
        Console console = new Console(command.commandLine().getOut(), System.nanoTime());
        try (WorkFolder folder = WorkFolder.open("soak", Optional.ofNullable(work), false);
                DrillPlatform platform = DrillPlatform.start(folder)) {
            Result result = new Soak(platform, length, steady, console).run();
            console.print("");
            DrillTable.of("soak", List.of(result)).forEach(console::print);
            result.problems().forEach(problem -> console.print("! " + problem));
            file.ifPresent(path -> new DrillReport(List.of(result.report()), List.of()).write(path));
            return result.hasPassed() ? 0 : 1;
        }
    }

    @Override
    public Integer call() {
        if (list) {
            Stream.concat(Scenarios.all().stream(), Scenarios.fixtures().stream())
                    .forEach(scenario ->
                            command.commandLine().getOut().printf("%-28s %s%n", scenario.title(), scenario.summary()));
            return 0;
        }
        List<Scenario> scenarios = all ? Scenarios.all() : chosen();
        List<FlawedScenario> fixtures = all ? Scenarios.fixtures() : List.of();
        Console console = new Console(command.commandLine().getOut(), System.nanoTime());
        return run(scenarios, fixtures, console);
    }

    private List<Scenario> chosen() {
        if (titles.isEmpty()) {
            throw new ParameterException(command.commandLine(), "required scenarios, --all or --list");
        }
        return titles.stream().map(this::scenario).toList();
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

    private int run(List<Scenario> scenarios, List<FlawedScenario> fixtures, Console console) {
        DrillSize size = size();
        List<Guarantee> guarantees =
                Optional.ofNullable(guarantee).map(List::of).orElseGet(() -> List.of(Guarantee.values()));
        try (WorkFolder folder = WorkFolder.open("drill", Optional.ofNullable(work), false);
                DrillPlatform platform = DrillPlatform.start(folder)) {
            console.say("logs and data are in " + folder.path() + (folder.isKept() ? "" : " (deleted at the end)"));
            Drill drill = new Drill(platform, size, console);
            List<Result> played = drill.play(scenarios, guarantees);
            List<Result> caught = drill.play(fixtures, guarantees);
            return conclude(played, caught, console);
        }
    }

    private int conclude(List<Result> played, List<Result> caught, Console console) {
        console.print("");
        DrillTable.of("scenario", played).forEach(console::print);
        if (!caught.isEmpty()) {
            console.print("");
            DrillTable.of("flawed design, to be caught", caught).forEach(console::print);
        }
        Optional.ofNullable(report).ifPresent(file -> new DrillReport(reports(played), reports(caught)).write(file));
        return Stream.concat(played.stream(), caught.stream()).allMatch(Result::hasPassed) ? 0 : 1;
    }

    private static List<ScenarioReport> reports(List<Result> results) {
        return results.stream().map(Result::report).toList();
    }
}
