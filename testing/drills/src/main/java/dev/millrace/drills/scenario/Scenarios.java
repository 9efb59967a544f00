package dev.millrace.drills.scenario;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every scenario, in running order. */
public final class Scenarios {

    private Scenarios() {}

    /** All scenarios except the flawed designs. */
    public static List<Scenario> all() {
        return Stream.of(
                        Instances.scenarios(),
                        Outages.scenarios(),
                        Trainers.scenarios(),
                        SpoiledModels.scenarios(),
                        Poison.scenarios(),
                        Resources.scenarios(),
                        EnvironmentalFaults.scenarios(),
                        Frozen.scenarios(),
                        InputTopics.scenarios(),
                        LateLabels.scenarios(),
                        Successors.scenarios(),
                        Aliases.scenarios(),
                        Hangs.scenarios(),
                        Learning.scenarios(),
                        Clusters.scenarios())
                .flatMap(List::stream)
                .toList();
    }

    /** The few that are meant for half an hour. */
    public static List<Scenario> quick() {
        return all().stream().filter(Scenario::isQuick).toList();
    }

    /** The flawed designs, each of which the drill must detect. */
    public static List<FlawedScenario> flawed() {
        return FlawedDesigns.flawed();
    }

    /** Finds a scenario or a flawed design. */
    public static Optional<Scenario> find(String title) {
        return Stream.concat(all().stream(), flawed().stream())
                .filter(scenario -> scenario.title().equals(title))
                .findFirst();
    }
}
