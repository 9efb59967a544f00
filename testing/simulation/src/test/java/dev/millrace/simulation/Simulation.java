package dev.millrace.simulation;

import dev.millrace.model.artifact.Sha256;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.spec.Task;
import java.util.List;

/** One run of a seed: steps in random order, then quiet, until everything has been processed. */
final class Simulation {

    private static final int STEPS = 300;
    private static final int PATIENCE = 20_000;

    private final long seed;
    private final SimulationContext world;
    private final SimulatedSystem mill;
    private final List<Invariant> invariants = List.of(
            new NeverServesAPartialModel(),
            new ReplacedModelsAreFreedOnce(),
            new OneBatchOneModel(),
            new OrderWithinAPartition(),
            new EveryRecordEndsInExactlyOnePlace(),
            new OnlyPolledRecordsAreStaged(),
            new OperatorAliasWins(),
            new NamedVersionsAreKept(),
            new OnlyRetainedVersionsStay(),
            new LateReadersAgree());

    Simulation(long seed) {
        this.seed = seed;
        this.world = new SimulationContext(seed);
        this.mill = new SimulatedSystem(world);
        world.whatMayHappenMeanwhile(this::act);
    }

    /** @throws AssertionError with the seed, the invariant, the last steps, and how to repeat the run */
    void run() {
        try {
            for (int step = 0; step < STEPS; step++) {
                step(this::act);
            }
            settle();
        } catch (RuntimeException e) {
            throw failure("an unexpected exception", e);
        }
    }

    /** Identifies all steps so far and their order. */
    Sha256 digest() {
        return world.trace().digest();
    }

    private void step(Runnable action) {
        world.trace().nextStep();
        mill.beginStep();
        try {
            action.run();
        } catch (AssertionError e) {
            throw failure("a broken promise", e);
        }
        mill.endOfStep();
        for (Invariant invariant : invariants) {
            try {
                invariant.check(mill);
            } catch (AssertionError e) {
                throw failure(invariant.getClass().getSimpleName(), e);
            }
        }
    }

    private void act() {
        int dice = world.chance().below(100);
        if (dice < 8) {
            mill.produce();
        } else if (dice < 52) {
            mill.anyThread().ifPresent(this::actOn);
        } else if (dice < 64) {
            mill.anyApp().follow(world.chance().percent(60));
        } else if (dice < 84) {
            mill.train(world.chance().oneOf(mill.trainers()));
        } else if (dice < 91) {
            mill.operator().step();
        } else {
            disturb();
        }
    }

    private void actOn(SimulatedThread thread) {
        int dice = world.chance().below(44);
        if (dice < 12) {
            thread.poll();
        } else if (dice < 30) {
            mill.process(thread);
        } else if (dice < 37) {
            thread.commit();
        } else if (dice < 40) {
            mill.idle(thread);
        } else if (dice < 42) {
            mill.move(thread);
        } else if (dice < 43) {
            mill.lose(thread);
        } else {
            mill.fail(thread);
        }
    }

    private void disturb() {
        int dice = world.chance().below(10);
        SimulatedTrainer trainer = world.chance().oneOf(mill.trainers());
        boolean isFree = !world.isBusy(trainer.task().id() + "-trainer");
        switch (dice) {
            case 0, 1, 2 -> mill.compact();
            case 3, 4 -> mill.vandal().act();
            case 5 -> mill.kill(mill.anyApp());
            case 6 -> mill.anyApp().reopenLog();
            case 7 -> world.pass(20_000_000_000L);
            case 8 -> {
                if (isFree && world.chance().percent(50)) {
                    trainer.fail();
                } else if (isFree) {
                    trainer.crash();
                }
            }
            default -> {
                world.registryAway(!world.isRegistryAway());
                world.trace().say("the registry is " + (world.isRegistryAway() ? "away" : "back"));
            }
        }
    }

    private void settle() {
        world.trace().say("from now on nothing goes wrong");
        world.registryAway(false);
        world.whatMayHappenMeanwhile(() -> {});
        while (!mill.operator().isIdle()) {
            step(() -> {
                mill.operator().step();
                mill.trainers().forEach(mill::train);
            });
        }
        for (Task task : DefaultTasks.ALL) {
            step(() -> mill.operator().unpin(task));
        }
        mill.trainers().forEach(trainer -> step(trainer::crash));
        mill.trainers().forEach(this::publishOnceMore);
        world.pass(60_000_000_000L);
        for (SimulatedApp app : mill.apps()) {
            step(() -> app.follow(true));
        }
        workOff();
        step(mill::settle);
    }

    private void publishOnceMore(SimulatedTrainer trainer) {
        int before = world.truth().all().size();
        for (int i = 0; i < PATIENCE && (world.truth().all().size() == before || !trainer.isIdle()); i++) {
            step(() -> mill.train(trainer));
        }
        Invariant.require(trainer.isIdle(), trainer.task().id() + " trainer makes no progress");
    }

    private void workOff() {
        for (int i = 0; i < PATIENCE && !isWorkedOff(); i++) {
            step(() -> mill.anyThread().ifPresent(thread -> {
                thread.poll();
                mill.process(thread);
                thread.commit();
            }));
        }
    }

    private boolean isWorkedOff() {
        Group group = mill.group();
        for (int partition = 0; partition < group.input().partitions(); partition++) {
            if (group.committed(partition) < group.input().of(partition).size()) {
                return false;
            }
        }
        return true;
    }

    private AssertionError failure(String what, Throwable cause) {
        return new AssertionError(
                "seed " + seed + ", step " + world.trace().step() + ": " + what + ": " + cause.getMessage()
                        + "\nthe last steps:\n" + world.trace() + "\nto repeat: -D" + SimulationTest.SEED + "=" + seed,
                cause);
    }
}
