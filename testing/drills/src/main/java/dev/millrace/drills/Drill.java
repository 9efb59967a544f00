package dev.millrace.drills;

import dev.millrace.cli.terminal.Console;
import dev.millrace.drills.audit.Tally;
import dev.millrace.drills.environment.DrillPlatform;
import dev.millrace.drills.environment.DrillSize;
import dev.millrace.drills.environment.Guarantee;
import dev.millrace.drills.environment.ScenarioEnvironment;
import dev.millrace.drills.scenario.FlawedScenario;
import dev.millrace.drills.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs scenarios one after another on one platform, and audits each. Not thread-safe. */
final class Drill {

    private static final Logger log = LoggerFactory.getLogger(Drill.class);

    private final DrillPlatform platform;
    private final DrillSize size;
    private final Console console;

    Drill(DrillPlatform platform, DrillSize size, Console console) {
        this.platform = platform;
        this.size = size;
        this.console = console;
    }

    /** Runs each scenario under each of its guarantees that is wanted. */
    List<Result> play(List<? extends Scenario> scenarios, List<Guarantee> wanted) {
        List<Result> results = new ArrayList<>();
        for (Scenario scenario : scenarios) {
            for (Guarantee guarantee : scenario.guarantees()) {
                if (wanted.contains(guarantee)) {
                    results.add(play(scenario, guarantee));
                }
            }
        }
        return results;
    }

    private Result play(Scenario scenario, Guarantee guarantee) {
        console.say(scenario.title() + " (" + guarantee.id() + "): " + scenario.summary());
        List<String> problems = new ArrayList<>();
        try (ScenarioEnvironment stage = ScenarioEnvironment.open(
                platform, size, guarantee, scenario.title(), line -> console.say("    " + line))) {
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
        long misattributed = stage.misattributed();
        Tally tally = stage.audit().tally();
        ScenarioReport report = ScenarioReport.of(scenario.title(), guarantee, tally, misattributed);
        if (scenario instanceof FlawedScenario fixture) {
            List<String> problems = new ArrayList<>(noted);
            if (!fixture.isCaught(tally, misattributed)) {
                problems.add("the drill did not detect the flaw");
            }
            return new Result(report, problems);
        }
        return Result.of(report, tally, guarantee, noted);
    }
}
