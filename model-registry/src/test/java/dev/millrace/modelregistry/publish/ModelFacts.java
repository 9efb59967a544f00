package dev.millrace.modelregistry.publish;

import dev.millrace.fixtures.RecordedTopics;
import dev.millrace.model.artifact.Manifest;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.artifact.Provenance;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.spec.Task;
import dev.millrace.modelregistry.ModelCatalog;
import dev.millrace.modelregistry.ModelLog;
import dev.millrace.records.ModelManifest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a reader of the model topics knows, a fact a line, in the form of {@link RecordedTopics#expectedModels}. */
final class ModelFacts {

    private ModelFacts() {}

    static List<String> of(ModelLog log) {
        List<String> facts = new ArrayList<>();
        for (Task task : DefaultTasks.ALL) {
            ModelCatalog catalog = log.catalog();
            catalog.serving(task).ifPresent(version -> facts.add(line(task, "serving", version)));
            catalog.trainerAlias(task)
                    .ifPresent(alias -> facts.add(line(task, "champion", alias.getChampion(), alias.getPrevious())));
            catalog.operatorAlias(task)
                    .ifPresent(pin ->
                            facts.add(line(task, "pin", pin.getVersion(), pin.getBy(), pin.getAt(), pin.getReason())));
            facts.add(line(task, "chunks", new TreeSet<>(catalog.versionsWithChunks(task))));
            for (ModelManifest manifest : catalog.versions(task)) {
                facts.add(version(task, manifest));
                facts.add(artifact(task, manifest, ModelArtifact.parse(log.fetch(task, manifest.getVersion()))));
            }
        }
        return facts;
    }

    private static String version(Task task, ModelManifest manifest) {
        return line(
                task,
                "version",
                manifest.getVersion(),
                manifest.getTask(),
                manifest.getSha256(),
                manifest.getBytes(),
                manifest.getChunks(),
                manifest.getCreatedAt(),
                manifest.getParent(),
                manifest.getLabels(),
                manifest.getExamples(),
                new TreeMap<>(manifest.getMetrics()));
    }

    private static String artifact(Task task, ModelManifest card, ModelArtifact artifact) {
        Manifest manifest = artifact.manifest();
        return line(
                task,
                "artifact",
                card.getVersion(),
                artifact.sha256().hex(),
                artifact.weightsSha256().hex(),
                artifact.weights().tensors().stream()
                        .map(tensor -> tensor.name() + tensor.shape())
                        .toList(),
                manifest.architecture()
                        .<Object>fold(
                                image -> image.shape(),
                                text -> text.shape() + " " + text.vocabulary().words()),
                manifest.labels().names(),
                manifest.fitSettings(),
                new TreeMap<>(manifest.metrics()),
                provenance(manifest.provenance()));
    }

    private static String provenance(Provenance provenance) {
        return columns(
                provenance.data(),
                provenance.trainingData().hex(),
                provenance.trainingExamples(),
                provenance.seed(),
                provenance.trainedAt(),
                provenance.parent(),
                new TreeMap<>(provenance.environment()));
    }

    private static String line(Task task, String fact, Object... values) {
        return columns(task.id(), fact, columns(values));
    }

    private static String columns(Object... values) {
        return Arrays.stream(values).map(String::valueOf).collect(Collectors.joining("\t"));
    }
}
