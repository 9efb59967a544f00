package dev.millrace.streams;

import dev.millrace.service.operations.Health;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What keeps the process, and each of its tasks, from working. Filled while the process starts, by one thread; then any
 * thread may ask.
 */
final class Readiness {

    private final Map<String, BooleanSupplier> models = new LinkedHashMap<>();
    private final Map<String, List<Supplier<Optional<String>>>> tasks = new LinkedHashMap<>();
    private final List<Supplier<Stream<String>>> shared = new ArrayList<>();

    /** A check of the process; each problem is a sentence. */
    void check(Supplier<Stream<String>> problems) {
        shared.add(problems);
    }

    /** A check of one task, which counts for the process too. */
    void check(String task, Supplier<Optional<String>> problem) {
        tasks.computeIfAbsent(task, any -> new ArrayList<>()).add(problem);
    }

    /** A task that classifies once {@code serves}. */
    void model(String task, BooleanSupplier serves) {
        models.put(task, serves);
        tasks.computeIfAbsent(task, any -> new ArrayList<>());
    }

    /** The problems of the process. It requires a model for one of its tasks, because any model is of use. */
    Stream<String> problems() {
        Stream<String> ofTasks = tasks.values().stream().flatMap(List::stream).flatMap(check -> check.get().stream());
        return Stream.of(ofTasks, withoutModels(), shared.stream().flatMap(Supplier::get))
                .flatMap(each -> each);
    }

    /** The readiness of each task, by its name: its clients run, and if it classifies, a model serves. */
    Map<String, Supplier<Health>> ofTasks() {
        return tasks.keySet().stream().collect(Collectors.toMap(task -> task, task -> () -> of(task)));
    }

    private Health of(String task) {
        BooleanSupplier serves = models.getOrDefault(task, () -> true);
        Stream<String> missing = serves.getAsBoolean() ? Stream.empty() : Stream.of(withoutModel(task));
        Stream<String> problems = tasks.getOrDefault(task, List.of()).stream().flatMap(check -> check.get().stream());
        return new Health(Stream.concat(missing, problems).toList());
    }

    private Stream<String> withoutModels() {
        return models.values().stream().anyMatch(BooleanSupplier::getAsBoolean)
                ? Stream.empty()
                : models.keySet().stream().map(Readiness::withoutModel);
    }

    private static String withoutModel(String task) {
        return "no " + task + " model yet: its input waits";
    }
}
