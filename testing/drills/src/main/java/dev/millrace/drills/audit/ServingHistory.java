package dev.millrace.drills.audit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/** Which version of each task the aliases named, and when a reader of committed records saw that. Thread-safe. */
public final class ServingHistory {

    private final Map<String, List<Naming>> byTask = new HashMap<>();

    /** From that moment on, until the next one, the version should serve. */
    private record Naming(String version, long nanos) {}

    /**
     * Records a change of the aliases.
     *
     * @param nanos as {@link System#nanoTime}, not before that of the call before
     */
    synchronized void named(String task, String version, long nanos) {
        byTask.computeIfAbsent(task, any -> new ArrayList<>()).add(new Naming(version, nanos));
    }

    /** The versions that a task's aliases named, in that order, each change once. */
    public synchronized List<String> versions(String task) {
        List<String> versions = new ArrayList<>();
        for (Naming naming : byTask.getOrDefault(task, List.of())) {
            if (versions.isEmpty() || !versions.get(versions.size() - 1).equals(naming.version())) {
                versions.add(naming.version());
            }
        }
        return versions;
    }

    /** The same without versions that nobody can serve, such as spoiled ones. */
    synchronized ServingHistory without(BiPredicate<String, String> unusable) {
        ServingHistory usable = new ServingHistory();
        byTask.forEach((task, namings) -> namings.stream()
                .filter(naming -> !unusable.test(task, naming.version()))
                .forEach(naming -> usable.named(task, naming.version(), naming.nanos())));
        return usable;
    }

    /** For how long another version should have served at that time; zero if none should have. */
    synchronized Duration outdated(Stamp stamp, long nanos) {
        List<Naming> namings = byTask.getOrDefault(stamp.task(), List.of());
        long until = nanos;
        for (int place = namings.size() - 1; place >= 0; place--) {
            Naming naming = namings.get(place);
            if (naming.nanos() > nanos) {
                continue;
            }
            if (naming.version().equals(stamp.version())) {
                return Duration.ofNanos(nanos - until);
            }
            until = naming.nanos();
        }
        return Duration.ZERO;
    }
}
