package dev.millrace.service.operations;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Health of a service from the start of its process: live but not ready until the service runs. Thread-safe. */
public final class ProcessHealth {

    private final List<Supplier<Optional<String>>> dependencies;
    private volatile Supplier<Health> live = () -> new Health(List.of());
    private volatile Supplier<Health> ready = () -> new Health(List.of("it starts"));
    private volatile Function<String, Optional<Health>> tasks = task -> Optional.of(ready.get());

    /** @param dependencies checks that count for readiness both before and after the service runs; empty means no problem */
    public ProcessHealth(List<Supplier<Optional<String>>> dependencies) {
        this.dependencies = List.copyOf(dependencies);
    }

    /**
     * Switches to the service's own checks, once it runs.
     *
     * @param ownTasks readiness of a task by its name; empty if the service does not carry it
     */
    public void runs(Supplier<Health> ownLive, Supplier<Health> ownReady, Function<String, Optional<Health>> ownTasks) {
        live = ownLive;
        ready = ownReady;
        tasks = ownTasks;
    }

    /** Whether the process can go on; an orchestrator restarts it otherwise. */
    public Health live() {
        return live.get();
    }

    /** Whether the service does its work: the checks of its dependencies and its own. */
    public Health ready() {
        return withDependencies(ready.get());
    }

    /** Whether the service does its work for one task; empty if it runs and does not carry the task. */
    public Optional<Health> ready(String task) {
        return tasks.apply(task).map(this::withDependencies);
    }

    private Health withDependencies(Health own) {
        Stream<String> dependencyProblems = dependencies.stream().flatMap(each -> each.get().stream());
        return new Health(
                Stream.concat(dependencyProblems, own.problems().stream()).toList(), own.notes());
    }
}
