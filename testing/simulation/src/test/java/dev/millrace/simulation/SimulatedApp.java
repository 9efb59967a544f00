package dev.millrace.simulation;

import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.spec.Task;
import dev.millrace.records.ModelStamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A process of the streams app: one feed for both tasks, and stream threads that classify reviews. */
final class SimulatedApp {

    static final Task CLASSIFIED = DefaultTasks.REVIEW;

    private final SimulationContext world;
    private final Group group;
    private final String name;
    private final SimulatedFeed feed;
    private final Map<Task, List<SimulatedModel>> loaded = new HashMap<>();
    private final List<SimulatedThread> threads = new ArrayList<>();
    private final List<Serve> serves = new ArrayList<>();
    private final Set<String> missed = new HashSet<>();
    private SimulatedReader reader;
    private int threadsMade;

    /**
     * What the feed did for a task, as seen from outside.
     *
     * @param wanted the version that must serve according to what the feed had read, if it has a manifest
     * @param isDue whether all of it is on the topic, as the trainer published it, and no part was ever missing
     * @param substitutes what may serve as long as nothing else does
     * @param isSubstituteDue whether at least one of them is on the topic as {@code isDue} says
     */
    record Serve(
            Task task,
            Optional<String> before,
            Optional<String> wanted,
            boolean isDue,
            Optional<String> after,
            List<String> substitutes,
            boolean isSubstituteDue) {}

    SimulatedApp(SimulationContext world, Group group, String name, int threads) {
        this.world = world;
        this.group = group;
        this.name = name;
        this.reader = world.newReader();
        this.feed = new SimulatedFeed((task, artifact) -> {
            SimulatedModel model = new SimulatedModel(artifact, world);
            models(task).add(model);
            return model;
        });
        for (int i = 0; i < threads; i++) {
            this.threads.add(newThread());
        }
    }

    String name() {
        return name;
    }

    /** Every model that was ever loaded in this process, refused ones included. */
    List<SimulatedModel> models(Task task) {
        return loaded.computeIfAbsent(task, any -> new ArrayList<>());
    }

    List<SimulatedThread> threads() {
        return threads;
    }

    Optional<ModelStamp> stamp(Task task) {
        return feed.current(task).stamp();
    }

    boolean classifies() {
        return stamp(CLASSIFIED).isPresent();
    }

    boolean isBusy() {
        return world.isBusy(feedName()) || threads.stream().anyMatch(thread -> world.isBusy(thread.name()));
    }

    /** The feed reads on, possibly not to the end, and offers the version that must serve. */
    void follow(boolean toTheEnd) {
        if (world.isBusy(feedName())) {
            return;
        }
        reader.readModels(toTheEnd ? Integer.MAX_VALUE : 1 + world.chance().below(12));
        reader.readAliases(toTheEnd ? Integer.MAX_VALUE : 1 + world.chance().below(3));
        world.trace().say(feedName() + " reads to " + reader.modelsPosition() + " and " + reader.aliasesPosition());
        for (Task task : DefaultTasks.ALL) {
            serve(task);
        }
    }

    private void serve(Task task) {
        Optional<String> before = feed.serving(task);
        ReferenceSelector oracle = new ReferenceSelector(world, reader);
        Optional<String> wanted = oracle.wanted(task);
        List<String> substitutes = oracle.substitutes(task);
        Set<String> whole = new HashSet<>(substitutes);
        wanted.ifPresent(whole::add);
        whole.removeIf(version -> !oracle.isWhole(task, version));
        Boolean done = world.actAs(feedName(), () -> {
            feed.serve(task, reader, world.nanos());
            return true;
        });
        whole.removeIf(version -> !oracle.isWhole(task, version));
        Optional<String> after = feed.serving(task);
        Predicate<String> isDue = version -> whole.contains(version) && !missed.contains(task + version);
        boolean isSubstituteDue = substitutes.stream().anyMatch(isDue);
        serves.add(
                new Serve(task, before, wanted, wanted.filter(isDue).isPresent(), after, substitutes, isSubstituteDue));
        Stream<String> tried = after.isEmpty() ? Stream.concat(wanted.stream(), substitutes.stream()) : wanted.stream();
        tried.filter(version -> !whole.contains(version) && !after.equals(Optional.of(version)))
                .forEach(version -> missed.add(task + version));
        if (done && !after.equals(before)) {
            world.trace().say(feedName() + " puts " + task.id() + " " + after.orElse("none") + " into service");
        }
    }

    /** What the feed has done since the last call. */
    List<Serve> takeServes() {
        List<Serve> taken = List.copyOf(serves);
        serves.clear();
        return taken;
    }

    /** The feed failed and reads from the beginning. */
    void reopenLog() {
        if (!world.isBusy(feedName())) {
            world.forget(reader);
            reader = world.newReader();
            world.trace().say(feedName() + " opens the log anew");
        }
    }

    SimulatedReader reader() {
        return reader;
    }

    /** The thread has ended; another one without partitions replaces it. */
    void replace(SimulatedThread gone) {
        threads.set(threads.indexOf(gone), newThread());
    }

    void kill() {
        world.forget(reader);
    }

    private SimulatedThread newThread() {
        return new SimulatedThread(
                world, group, name + "-thread-" + ++threadsMade, new SimulatedStage(world, feed.current(CLASSIFIED)));
    }

    private String feedName() {
        return name + "-feed";
    }
}
