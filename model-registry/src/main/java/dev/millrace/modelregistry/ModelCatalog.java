package dev.millrace.modelregistry;

import dev.millrace.model.spec.Task;
import dev.millrace.records.ModelManifest;
import dev.millrace.records.OperatorAlias;
import dev.millrace.records.TrainerAlias;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Which versions there are, and which of them shall serve: the operator's word, else the trainer's champion. Immutable. */
public final class ModelCatalog {

    private final Map<Task, NavigableMap<String, ModelManifest>> manifests = new EnumMap<>(Task.class);
    private final Map<Task, Map<String, Set<Integer>>> chunks = new EnumMap<>(Task.class);
    private final Map<Task, TrainerAlias> trainerAliases;
    private final Map<Task, OperatorAlias> operatorAliases;

    ModelCatalog(
            Map<Task, Map<String, ModelManifest>> manifests,
            Map<Task, Map<String, NavigableMap<Integer, Long>>> chunks,
            Map<Task, TrainerAlias> trainerAliases,
            Map<Task, OperatorAlias> operatorAliases) {
        manifests.forEach((task, versions) -> this.manifests.put(task, oldestFirst(versions)));
        chunks.forEach((task, versions) -> this.chunks.put(task, numbers(versions)));
        this.trainerAliases = Map.copyOf(trainerAliases);
        this.operatorAliases = Map.copyOf(operatorAliases);
    }

    /** Every version that has a manifest, the oldest first. */
    public List<ModelManifest> versions(Task task) {
        return List.copyOf(manifestsOf(task).values());
    }

    public Optional<ModelManifest> manifest(Task task, String version) {
        return Optional.ofNullable(manifestsOf(task).get(version));
    }

    /** Every version of which chunks are on the topic, whether or not it has a manifest. */
    public Set<String> versionsWithChunks(Task task) {
        return Set.copyOf(chunksOf(task).keySet());
    }

    /** Which of the version's chunks are on the topic. */
    public Set<Integer> chunks(Task task, String version) {
        return chunksOf(task).getOrDefault(version, Set.of());
    }

    public Optional<TrainerAlias> trainerAlias(Task task) {
        return Optional.ofNullable(trainerAliases.get(task));
    }

    public Optional<OperatorAlias> operatorAlias(Task task) {
        return Optional.ofNullable(operatorAliases.get(task));
    }

    /** Every version that an alias names: champion, the one before it, the operator's. */
    public Set<String> named(Task task) {
        Set<String> named = new HashSet<>();
        trainerAlias(task).ifPresent(alias -> named.add(alias.getChampion()));
        trainerAlias(task).map(TrainerAlias::getPrevious).ifPresent(named::add);
        operatorAlias(task).ifPresent(word -> named.add(word.getVersion()));
        return Set.copyOf(named);
    }

    /** The version that shall serve, if its manifest is there. */
    public Optional<String> serving(Task task) {
        return wanted(task).filter(version -> manifest(task, version).isPresent());
    }

    /** The version that shall serve, though its manifest is not there (yet). */
    public Optional<String> dangling(Task task) {
        return wanted(task).filter(version -> manifest(task, version).isEmpty());
    }

    private Optional<String> wanted(Task task) {
        return Stream.concat(
                        operatorAlias(task).map(OperatorAlias::getVersion).stream(),
                        trainerAlias(task).map(TrainerAlias::getChampion).stream())
                .findFirst();
    }

    private NavigableMap<String, ModelManifest> manifestsOf(Task task) {
        return manifests.getOrDefault(task, new TreeMap<>());
    }

    private Map<String, Set<Integer>> chunksOf(Task task) {
        return chunks.getOrDefault(task, Map.of());
    }

    private static NavigableMap<String, ModelManifest> oldestFirst(Map<String, ModelManifest> versions) {
        NavigableMap<String, ModelManifest> sorted = new TreeMap<>(ModelVersion.OLDEST_FIRST);
        sorted.putAll(versions);
        return sorted;
    }

    private static Map<String, Set<Integer>> numbers(Map<String, NavigableMap<Integer, Long>> chunks) {
        Map<String, Set<Integer>> numbers = new HashMap<>();
        chunks.forEach((version, offsets) -> numbers.put(version, Set.copyOf(offsets.keySet())));
        return numbers;
    }
}
