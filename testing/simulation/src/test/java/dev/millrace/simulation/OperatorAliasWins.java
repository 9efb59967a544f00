package dev.millrace.simulation;

import static dev.millrace.simulation.Invariant.require;

import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.spec.Task;
import dev.millrace.modelregistry.ModelKeys;
import dev.millrace.records.ModelStamp;
import dev.millrace.records.TrainerAlias;
import java.util.Optional;

/**
 * A process swaps only to the version that the operator or, without a pin, the trainer has named, and it does swap if
 * that version is complete. Only a process that serves nothing begins with a substitute, and it does if one is complete.
 * In the end every process serves the same version.
 */
final class OperatorAliasWins implements Invariant {

    @Override
    public void check(SimulatedSystem mill) {
        for (SimulatedApp.Serve serve : mill.serves()) {
            String story = serve.task().id() + ": wanted " + serve.wanted().orElse("none") + ", before "
                    + serve.before().orElse("none") + ", after " + serve.after().orElse("none");
            boolean isSubstitute = serve.before().isEmpty()
                    && serve.after().filter(serve.substitutes()::contains).isPresent();
            require(
                    serve.after().equals(serve.before()) || serve.after().equals(serve.wanted()) || isSubstitute,
                    story);
            require(!serve.isDue() || serve.after().equals(serve.wanted()), story);
            require(!serve.isSubstituteDue() || serve.after().isPresent(), story);
        }
        if (mill.isSettled()) {
            for (SimulatedApp app : mill.apps()) {
                for (Task task : DefaultTasks.ALL) {
                    require(
                            app.stamp(task).map(ModelStamp::getVersion).equals(champion(mill, task)),
                            app.name() + " does not serve the champion in the end");
                }
            }
        }
    }

    private static Optional<String> champion(SimulatedSystem mill, Task task) {
        return Optional.ofNullable(mill.world().aliases().newest().get(ModelKeys.trainerAlias(task.id())))
                .map(SimulatedTopic.Entry::value)
                .map(alias -> ((TrainerAlias) alias.getContent()).getChampion());
    }
}
