package dev.millrace.service.operations;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A service's answers to its operators, from its first moment on: until it runs it is alive, and not ready. Thread-safe. */
public final class ProcessHealth {

    private final List<Supplier<Optional<String>>> surroundings;
    private volatile Supplier<Health> live = () -> new Health(List.of());
    private volatile Supplier<Health> ready = () -> new Health(List.of("it starts"));

    /** @param surroundings what is asked for problems, whether the service runs already or not */
    public ProcessHealth(List<Supplier<Optional<String>>> surroundings) {
        this.surroundings = List.copyOf(surroundings);
    }

    /** From now on the service's own answers count. */
    public void runs(Supplier<Health> ownLive, Supplier<Health> ownReady) {
        live = ownLive;
        ready = ownReady;
    }

    public Health live() {
        return live.get();
    }

    public Health ready() {
        Stream<String> outside = surroundings.stream().flatMap(each -> each.get().stream());
        return new Health(
                Stream.concat(outside, ready.get().problems().stream()).toList());
    }
}
