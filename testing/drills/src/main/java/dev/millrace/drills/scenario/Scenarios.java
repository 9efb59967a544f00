package dev.millrace.drills.scenario;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every scenario, in the order in which they are played. */
public final class Scenarios {

    private Scenarios() {}

    public static List<Scenario> all() {
        return Stream.of(
                        Instances.scenarios(),
                        Outages.scenarios(),
                        Trainers.scenarios(),
                        SpoiledModels.scenarios(),
                        Poison.scenarios(),
                        Resources.scenarios(),
                        EnvironmentalFaults.scenarios())
                .flatMap(List::stream)
                .toList();
    }

    /** Flawed designs, each of which the drill must catch. */
    public static List<FlawedScenario> fixtures() {
        return FlawedDesigns.fixtures();
    }

    /** Fixtures too. */
    public static Optional<Scenario> find(String title) {
        return Stream.concat(all().stream(), fixtures().stream())
                .filter(scenario -> scenario.title().equals(title))
                .findFirst();
    }
}
