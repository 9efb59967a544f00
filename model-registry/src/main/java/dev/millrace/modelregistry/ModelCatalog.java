package dev.millrace.modelregistry;

import dev.millrace.model.spec.Task;
import dev.millrace.records.ModelManifest;
import dev.millrace.records.OperatorAlias;
import dev.millrace.records.TrainerAlias;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The published versions, and which of them should serve: the one the operator pinned, otherwise the trainer's champion.
 * Immutable.
 */
public final class ModelCatalog {

    private final Map<String, NavigableMap<String, ModelManifest>> manifests = new HashMap<>();
    private final Map<String, Map<String, Set<Integer>>> chunks = new HashMap<>();
    private final Map<String, byte[]> splitKeys;
    private final Map<String, TrainerAlias> trainerAliases;
    private final Map<String, OperatorAlias> operatorAliases;
    private final Set<String> unreadableAliases;

    ModelCatalog(
            Map<String, Map<String, ModelManifest>> manifests,
            Map<String, Map<String, NavigableMap<Integer, Long>>> chunks,
            Map<String, byte[]> splitKeys,
            Map<String, TrainerAlias> trainerAliases,
            Map<String, OperatorAlias> operatorAliases,
            Set<String> unreadableAliases) {
        manifests.forEach((task, versions) -> this.manifests.put(task, oldestFirst(versions)));
        chunks.forEach((task, versions) -> this.chunks.put(task, chunkNumbers(versions)));
        this.splitKeys = Map.copyOf(splitKeys);
        this.trainerAliases = Map.copyOf(trainerAliases);
        this.operatorAliases = Map.copyOf(operatorAliases);
        this.unreadableAliases = Set.copyOf(unreadableAliases);
    }

    /** The manifests of all versions, oldest first. */
    public List<ModelManifest> versions(Task task) {
        return List.copyOf(manifestsByVersion(task).values());
    }

    /** A version's manifest, if it is on the topic. */
    public Optional<ModelManifest> manifest(Task task, String version) {
        return Optional.ofNullable(manifestsByVersion(task).get(version));
    }

    /** Every version with at least one chunk on the topic, whether or not it has a manifest. */
    public Set<String> versionsWithChunks(Task task) {
        return Set.copyOf(chunksByVersion(task).keySet());
    }

    /** The numbers, from 0, of the version's chunks that are on the topic. */
    public Set<Integer> chunks(Task task, String version) {
        return chunksByVersion(task).getOrDefault(version, Set.of());
    }

    /**
     * The secret by which the task's trainers divide their examples; without bytes if they divide them without one. Empty if
     * no trainer has written it.
     */
    public Optional<byte[]> splitKey(Task task) {
        return Optional.ofNullable(splitKeys.get(task.id())).map(byte[]::clone);
    }

    /** The alias the trainer set, if any. */
    public Optional<TrainerAlias> trainerAlias(Task task) {
        return Optional.ofNullable(trainerAliases.get(task.id()));
    }

    /** The alias the operator set, if any. It takes precedence over the trainer's. */
    public Optional<OperatorAlias> operatorAlias(Task task) {
        return Optional.ofNullable(operatorAliases.get(task.id()));
    }

    /** Every version that an alias names: the champion, the previous champion and the operator's pin. */
    public Set<String> named(Task task) {
        Set<String> named = new HashSet<>();
        trainerAlias(task).ifPresent(alias -> named.add(alias.getChampion()));
        trainerAlias(task).map(TrainerAlias::getPrevious).ifPresent(named::add);
        operatorAlias(task).ifPresent(alias -> named.add(alias.getVersion()));
        return Set.copyOf(named);
    }

    /** The version that should serve, if its manifest is on the topic. */
    public Optional<String> serving(Task task) {
        return target(task).filter(version -> manifest(task, version).isPresent());
    }

    /** The version that the aliases name to serve, whether or not its manifest is on the topic. */
    public Optional<String> target(Task task) {
        return Stream.concat(
                        operatorAlias(task).map(OperatorAlias::getVersion).stream(),
                        trainerAlias(task).map(TrainerAlias::getChampion).stream())
                .findFirst();
    }

    /** The version that should serve but whose manifest is not on the topic (yet). */
    public Optional<String> dangling(Task task) {
        return target(task).filter(version -> manifest(task, version).isEmpty());
    }

    /**
     * The versions that may serve a process without any model while the one that should serve cannot be used, best first: the
     * champion, the previous champion, then former champions that are older than the one that should serve, newest first.
     * Newer ones were rolled back. An upload names no parent until the gate passes it, so it is no former champion.
     */
    public List<String> substitutes(Task task) {
        Optional<String> target = target(task);
        if (target.isEmpty()) {
            return List.of();
        }
        Stream<String> champions = trainerAlias(task).stream()
                .flatMap(
                        alias -> Stream.concat(Stream.of(alias.getChampion()), Stream.ofNullable(alias.getPrevious())));
        NavigableMap<String, ModelManifest> manifests = manifestsByVersion(task);
        Stream<String> older = manifests.headMap(target.get(), false).descendingMap().values().stream()
                .filter(manifest -> manifest.getParent() != null)
                .map(ModelManifest::getVersion);
        return Stream.concat(champions, older)
                .filter(version -> manifests.containsKey(version) && !version.equals(target.get()))
                .distinct()
                .toList();
    }

    /**
     * The key of the alias that decides which version serves, if its record cannot be read. A reader that cannot read an alias
     * treats it as withdrawn; a reader of another version may be able to read it.
     */
    public Optional<String> unreadableAlias(Task task) {
        String operator = ModelKeys.operatorAlias(task.id());
        if (unreadableAliases.contains(operator)) {
            return Optional.of(operator);
        }
        return Optional.of(ModelKeys.trainerAlias(task.id()))
                .filter(key -> operatorAlias(task).isEmpty())
                .filter(unreadableAliases::contains);
    }

    private NavigableMap<String, ModelManifest> manifestsByVersion(Task task) {
        return manifests.getOrDefault(task.id(), new TreeMap<>(ModelVersion.OLDEST_FIRST));
    }

    private Map<String, Set<Integer>> chunksByVersion(Task task) {
        return chunks.getOrDefault(task.id(), Map.of());
    }

    private static NavigableMap<String, ModelManifest> oldestFirst(Map<String, ModelManifest> versions) {
        NavigableMap<String, ModelManifest> sorted = new TreeMap<>(ModelVersion.OLDEST_FIRST);
        sorted.putAll(versions);
        return sorted;
    }

    private static Map<String, Set<Integer>> chunkNumbers(Map<String, NavigableMap<Integer, Long>> chunks) {
        Map<String, Set<Integer>> chunkNumbers = new HashMap<>();
        chunks.forEach((version, offsets) -> chunkNumbers.put(version, Set.copyOf(offsets.keySet())));
        return chunkNumbers;
    }
}
