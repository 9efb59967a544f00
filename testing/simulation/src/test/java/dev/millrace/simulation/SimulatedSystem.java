package dev.millrace.simulation;

import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.spec.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** The whole system: two processes that classify, one trainer per task, an operator, and other writers. */
final class SimulatedSystem {

    private static final int PARTITIONS = 4;
    private static final int APPS = 2;
    private static final int THREADS = 2;

    private final SimulationContext world;
    private final Input input = new Input(PARTITIONS);
    private final Group group = new Group(input);
    private final List<SimulatedApp> apps = new ArrayList<>();
    private final List<SimulatedTrainer> trainers = new ArrayList<>();
    private final SimulatedOperator operator;
    private final HostileWriter vandal;
    private List<Answer> observed = List.of();
    private List<SimulatedApp.Serve> serves = List.of();
    private final List<String> keptByIdle = new ArrayList<>();
    private boolean settled;
    private int appsMade;

    SimulatedSystem(SimulationContext world) {
        this.world = world;
        this.operator = new SimulatedOperator(world);
        this.vandal = new HostileWriter(world);
        for (Task task : DefaultTasks.ALL) {
            trainers.add(new SimulatedTrainer(world, task));
        }
        for (int i = 0; i < APPS; i++) {
            apps.add(newApp());
        }
        for (int partition = 0; partition < PARTITIONS; partition++) {
            give(partition);
        }
    }

    SimulationContext world() {
        return world;
    }

    Group group() {
        return group;
    }

    List<SimulatedApp> apps() {
        return apps;
    }

    List<SimulatedTrainer> trainers() {
        return trainers;
    }

    SimulatedOperator operator() {
        return operator;
    }

    HostileWriter vandal() {
        return vandal;
    }

    /** Answers of this step. */
    List<Answer> observed() {
        return observed;
    }

    /** What the feeds did in this step. */
    List<SimulatedApp.Serve> serves() {
        return serves;
    }

    /** Threads that were idle in this step and kept a replaced model. */
    List<String> keptByIdle() {
        return keptByIdle;
    }

    /** Whether nothing can go wrong any more, and everything has been processed. */
    boolean isSettled() {
        return settled;
    }

    void settle() {
        settled = true;
    }

    void endOfStep() {
        observed = group.takeObserved();
        serves = apps.stream().flatMap(app -> app.takeServes().stream()).toList();
    }

    void beginStep() {
        keptByIdle.clear();
    }

    void produce() {
        for (int i = world.chance().below(8); i >= 0; i--) {
            input.produce(world.chance(), world.chance().below(PARTITIONS));
        }
    }

    /** A thread that is not in the middle of something, in a process that has a model. */
    Optional<SimulatedThread> anyThread() {
        List<SimulatedThread> free = apps.stream()
                .filter(SimulatedApp::classifies)
                .flatMap(app -> app.threads().stream())
                .filter(thread -> !world.isBusy(thread.name()))
                .toList();
        return free.isEmpty() ? Optional.empty() : Optional.of(world.chance().oneOf(free));
    }

    SimulatedApp anyApp() {
        return world.chance().oneOf(apps);
    }

    void train(SimulatedTrainer trainer) {
        String name = trainer.task().id() + "-trainer";
        if (!world.isBusy(name)) {
            int unused = world.actAs(name, () -> {
                trainer.step();
                return 0;
            });
        }
    }

    void process(SimulatedThread thread) {
        for (int i = world.chance().below(4); i >= 0; i--) {
            if (!thread.process()) {
                fail(thread);
                return;
            }
        }
    }

    void idle(SimulatedThread thread) {
        thread.release();
        world.trace().say(thread.name() + " is idle");
        boolean isKeeping = apps.stream()
                .flatMap(app -> app.models(SimulatedApp.CLASSIFIED).stream())
                .anyMatch(model -> model.closes() > 0 && model.openedBy().contains(thread.name()));
        if (isKeeping) {
            keptByIdle.add(thread.name());
        }
    }

    /** An orderly rebalance: committed, closed, taken over. */
    void move(SimulatedThread from) {
        if (!from.partitions().isEmpty()) {
            int partition = world.chance().oneOf(List.copyOf(from.partitions()));
            from.commit();
            from.revoke(partition);
            world.trace().say(from.name() + " gives partition " + partition + " away");
            give(partition);
        }
    }

    /** The thread's transaction is lost, and perhaps a partition with it. */
    void lose(SimulatedThread thread) {
        thread.rewind(world.chance().percent(70));
        world.trace().say(thread.name() + " loses its transaction");
        if (!thread.partitions().isEmpty() && world.chance().percent(50)) {
            int partition = world.chance().oneOf(List.copyOf(thread.partitions()));
            thread.revoke(partition);
            world.trace().say(thread.name() + " loses partition " + partition);
            give(partition);
        }
    }

    /** The thread ends with an exception and is replaced. */
    void fail(SimulatedThread thread) {
        List<Integer> orphans = List.copyOf(thread.partitions());
        thread.end();
        apps.stream().filter(app -> app.threads().contains(thread)).findFirst().ifPresent(app -> app.replace(thread));
        world.trace().say(thread.name() + " dies");
        orphans.forEach(this::give);
    }

    /** The process ends abruptly, and is restarted. */
    void kill(SimulatedApp app) {
        if (!app.isBusy()) {
            app.kill();
            apps.set(apps.indexOf(app), newApp());
            world.trace().say(app.name() + " is killed");
            app.threads().forEach(thread -> thread.partitions().forEach(this::give));
        }
    }

    void compact() {
        long passedModels = passed(SimulatedReader::modelsPosition);
        long passedAliases = passed(SimulatedReader::aliasesPosition);
        int taken = world.models().compact(upTo(world.models()), passedModels)
                + world.aliases().compact(upTo(world.aliases()), passedAliases);
        world.trace().say("compaction takes " + taken + " records");
    }

    private long upTo(SimulatedTopic<?> topic) {
        return world.chance().percent(50) ? topic.stableEnd() : world.chance().below((int) topic.stableEnd() + 1);
    }

    /**
     * Tombstones stay as long as Kafka promises: until every reader has seen them; sometimes compaction removes none.
     */
    private long passed(ToLongFunction<SimulatedReader> position) {
        return world.chance().percent(50)
                ? 0
                : world.readers().stream().mapToLong(position).min().orElse(0);
    }

    private SimulatedApp newApp() {
        return new SimulatedApp(world, group, "app-" + ++appsMade, THREADS);
    }

    private void give(int partition) {
        List<SimulatedThread> free = apps.stream()
                .flatMap(app -> app.threads().stream())
                .filter(thread -> !world.isBusy(thread.name()))
                .toList();
        SimulatedThread taker = world.chance().oneOf(free);
        taker.assign(partition);
        world.trace().say(taker.name() + " gets partition " + partition);
    }
}
