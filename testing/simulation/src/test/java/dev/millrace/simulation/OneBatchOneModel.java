package dev.millrace.simulation;

import static dev.millrace.simulation.Invariant.require;

import dev.millrace.records.ModelStamp;
import dev.millrace.simulation.ExpectedModels.Published;
import java.util.Optional;

/** An answer names the model that served when its record was processed, and that model produced its scores. */
final class OneBatchOneModel implements Invariant {

    @Override
    public void check(SimulatedSystem mill) {
        for (Answer answer : mill.observed()) {
            Optional<ModelStamp> served = Optional.ofNullable(answer.served());
            require(served.isPresent(), "record " + answer.record().number(), "was answered before there was a model");
            answer.version()
                    .ifPresent(version -> require(
                            served.map(ModelStamp::getVersion).equals(Optional.of(version)),
                            "record " + answer.record().number() + " names " + version + ", while "
                                    + served.map(ModelStamp::getVersion).orElse("none") + " served"));
            answer.stamp().ifPresent(stamp -> require(sameLoad(stamp, served), "the stamp is of another load"));
            answer.serial()
                    .ifPresent(serial -> require(
                            mill.world()
                                    .truth()
                                    .find(
                                            SimulatedApp.CLASSIFIED,
                                            answer.version().orElseThrow())
                                    .map(Published::serial)
                                    .equals(Optional.of(serial)),
                            "record " + answer.record().number() + " names "
                                    + answer.version().orElseThrow() + ", whose numbers these are not: " + serial));
        }
    }

    @SuppressWarnings("ReferenceEquality") // each load has a stamp object of its own
    private static boolean sameLoad(ModelStamp stamp, Optional<ModelStamp> served) {
        return stamp == served.orElseThrow();
    }
}
