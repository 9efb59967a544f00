package dev.millrace.simulation;

import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.spec.Task;
import dev.millrace.modelregistry.ModelCatalog;
import dev.millrace.modelregistry.ModelKeys;
import dev.millrace.records.ModelAlias;
import dev.millrace.records.ModelManifest;
import dev.millrace.records.OperatorAlias;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Pins and unpins as the command line does, with any time between the steps: read the models, write the alias, read the
 * models again.
 */
final class SimulatedOperator {

    private final SimulationContext world;
    private Task task = DefaultTasks.REVIEW;
    private Optional<String> chosen = Optional.empty();
    private Optional<OperatorAlias> before = Optional.empty();
    private boolean said;
    private long modelsGoal;

    SimulatedOperator(SimulationContext world) {
        this.world = world;
    }

    void step() {
        if (said) {
            check();
        } else if (chosen.isPresent()) {
            pin(chosen.get());
        } else if (world.chance().percent(30)) {
            unpin(world.chance().oneOf(DefaultTasks.ALL));
        } else {
            choose();
        }
    }

    boolean isIdle() {
        return !said && chosen.isEmpty();
    }

    void unpin(Task which) {
        world.truth().unconfirm(which);
        world.disturb();
        world.aliases().append(ModelKeys.operatorAlias(which.id()), null, null);
        world.trace().say("operator unpins " + which.id());
    }

    private void choose() {
        task = world.chance().oneOf(DefaultTasks.ALL);
        ModelCatalog catalog = read();
        List<ModelManifest> versions = catalog.versions(task);
        if (!versions.isEmpty()) {
            chosen = Optional.of(world.chance().oneOf(versions).getVersion());
            before = catalog.operatorAlias(task);
            world.trace().say("operator wants " + task.id() + " " + chosen.get());
        }
    }

    private void pin(String version) {
        world.truth().unconfirm(task);
        int times = world.chance().percent(20) ? 2 : 1;
        for (int i = 0; i < times; i++) {
            say(new OperatorAlias(version, "operator", 1L, null));
        }
        said = true;
        modelsGoal = world.models().writtenEnd();
        world.trace().say("operator pins " + task.id() + " " + version + ", " + times + " times");
    }

    private void check() {
        if (world.models().stableEnd() < modelsGoal) {
            world.trace().say("operator waits for the models' open transactions");
            return;
        }
        String version = chosen.orElseThrow();
        if (read().manifest(task, version).isPresent()) {
            world.truth().confirm(task, version);
            world.trace().say("operator finds " + version);
        } else {
            say(before.orElse(null));
            world.trace().say("operator misses " + version + " and takes it back");
        }
        said = false;
        chosen = Optional.empty();
    }

    @SuppressWarnings("NullAway")
    private void say(@Nullable OperatorAlias word) {
        world.disturb();
        world.aliases().append(ModelKeys.operatorAlias(task.id()), word == null ? null : new ModelAlias(word), null);
    }

    private ModelCatalog read() {
        SimulatedReader reader = world.newReader();
        reader.readToEnd();
        world.forget(reader);
        return reader.catalog();
    }
}
