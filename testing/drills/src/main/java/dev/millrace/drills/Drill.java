package dev.millrace.drills;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.millrace.cli.terminal.Console;
import dev.millrace.drills.audit.Figures;
import dev.millrace.drills.environment.DrillPlatform;
import dev.millrace.drills.environment.DrillSize;
import dev.millrace.drills.environment.Guarantee;
import dev.millrace.drills.environment.ScenarioEnvironment;
import dev.millrace.drills.environment.ScenarioSetup;
import dev.millrace.drills.scenario.FlawedScenario;
import dev.millrace.drills.scenario.Scenario;
import dev.millrace.platform.WorkFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs scenarios one after another, and audits each. Not thread-safe. */
final class Drill {

    private static final Logger log = LoggerFactory.getLogger(Drill.class);

    private final WorkFolder work;
    private final DrillSize size;
    private final List<Guarantee> wanted;
    private final int repeats;
    private final Console console;

    /**
     * @param wanted guarantees
     * @param repeats how often each scenario is run, at least 1
     */
    Drill(WorkFolder work, DrillSize size, List<Guarantee> wanted, int repeats, Console console) {
        this.work = work;
        this.size = size;
        this.wanted = List.copyOf(wanted);
        this.repeats = repeats;
        this.console = console;
    }

    /** A scenario once, under one guarantee. */
    private record Round(Scenario scenario, Guarantee guarantee, int number) {

        ScenarioSetup setup() {
            String prefix = scenario.title() + "-" + guarantee.id().charAt(0) + (number == 1 ? "" : number) + "-";
            return new ScenarioSetup(prefix, guarantee, scenario.partitions());
        }
    }

    /**
     * Runs each scenario under each of its guarantees that is wanted. Those on one broker come first, then those on a
     * cluster.
     */
    List<Result> play(List<? extends Scenario> scenarios) {
        List<Result> results = new ArrayList<>();
        Map<Integer, List<Round>> byBrokers =
                rounds(scenarios).collect(groupingBy(round -> round.scenario().brokers(), TreeMap::new, toList()));
        byBrokers.forEach((brokers, rounds) -> {
            try (DrillPlatform platform = DrillPlatform.start(work, brokers)) {
                rounds.forEach(round -> results.add(play(platform, round)));
            }
        });
        return results;
    }

    private Stream<Round> rounds(List<? extends Scenario> scenarios) {
        return scenarios.stream()
                .flatMap(scenario -> scenario.guarantees().stream()
                        .filter(wanted::contains)
                        .flatMap(guarantee -> IntStream.rangeClosed(1, repeats)
                                .mapToObj(number -> new Round(scenario, guarantee, number))));
    }

    private Result play(DrillPlatform platform, Round round) {
        Scenario scenario = round.scenario();
        Guarantee guarantee = round.guarantee();
        console.say(scenario.title() + " (" + guarantee.id() + "): " + scenario.summary());
        List<String> problems = new ArrayList<>();
        try (ScenarioEnvironment stage =
                ScenarioEnvironment.open(platform, size, round.setup(), line -> console.say("    " + line))) {
            try {
                scenario.play(stage);
            } catch (RuntimeException e) {
                log.error("Scenario failed: {}", scenario.title(), e);
                problems.add("the scenario did not complete: " + e);
            }
            problems.addAll(stage.problems());
            Result result = judge(scenario, guarantee, stage, problems);
            console.say("    " + DrillTable.line(result));
            result.problems().forEach(problem -> console.say("    ! " + problem));
            return result;
        }
    }

    private static Result judge(Scenario scenario, Guarantee guarantee, ScenarioEnvironment stage, List<String> noted) {
        Figures figures = stage.figures();
        if (scenario instanceof FlawedScenario fixture) {
            List<String> problems = new ArrayList<>(noted);
            if (!fixture.isCaught(figures)) {
                problems.add("the drill did not detect the flaw");
            }
            return new Result(ScenarioReport.of(scenario.title(), guarantee, figures), problems);
        }
        Guarantee required = scenario.mayAnswerTwice() ? Guarantee.AT_LEAST_ONCE : guarantee;
        return Result.of(ScenarioReport.of(scenario.title(), guarantee, figures), required, figures, noted);
    }
}
