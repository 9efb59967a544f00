package dev.millrace.cli.models;

import dev.millrace.cli.terminal.Table;
import dev.millrace.model.spec.Task;
import dev.millrace.modelregistry.ModelCatalog;
import dev.millrace.modelregistry.publish.RollbackHorizon;
import dev.millrace.records.ModelManifest;
import dev.millrace.records.TrainerAlias;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Formats models for the user. */
final class ModelText {

    private ModelText() {}

    /** A header and one line per version of the task. */
    static List<String> table(Task task, ModelCatalog catalog, Instant now) {
        Table table = Table.of("TASK", "VERSION", "CREATED", "EXAMPLES", "ACCURACY", "BYTES", "KEPT", "");
        Map<String, RollbackHorizon.Tier> tiers = RollbackHorizon.tiers(catalog.versions(task), now);
        for (ModelManifest manifest : catalog.versions(task)) {
            table.row(
                    task.id(),
                    manifest.getVersion(),
                    time(manifest.getCreatedAt()),
                    manifest.getExamples(),
                    accuracy(manifest),
                    manifest.getBytes(),
                    kept(manifest.getVersion(), catalog.named(task), tiers),
                    roles(manifest, catalog, task));
        }
        List<String> lines = new ArrayList<>(table.lines());
        catalog.dangling(task)
                .ifPresent(version ->
                        lines.add("an alias of " + task.id() + " names '" + version + "', which does not exist"));
        return lines;
    }

    /** Everything in the manifest. */
    static List<String> details(ModelManifest manifest, ModelCatalog catalog, Task task) {
        List<String> lines = new ArrayList<>(List.of(
                "task      " + manifest.getTask(),
                "version   " + manifest.getVersion(),
                "role      " + roles(manifest, catalog, task),
                "created   " + time(manifest.getCreatedAt()),
                "parent    " + Optional.ofNullable(manifest.getParent()).orElse("none"),
                "sha256    " + manifest.getSha256(),
                "size      " + manifest.getBytes() + " bytes in " + manifest.getChunks() + " chunks",
                "examples  " + manifest.getExamples(),
                "labels    " + String.join(", ", manifest.getLabels())));
        new TreeMap<>(manifest.getMetrics())
                .forEach((name, value) -> lines.add(String.format(Locale.ROOT, "%-9s %.4f", name, value)));
        catalog.operatorAlias(task)
                .filter(alias -> alias.getVersion().equals(manifest.getVersion()))
                .ifPresent(alias -> lines.add("pinned    by " + alias.getBy() + " at " + time(alias.getAt())
                        + Optional.ofNullable(alias.getReason())
                                .map(reason -> ": " + reason)
                                .orElse("")));
        return lines;
    }

    /** Why the version stays on the topic beside the newest ones; after each publish the trainer retires what need not stay. */
    private static String kept(String version, Set<String> named, Map<String, RollbackHorizon.Tier> tiers) {
        if (named.contains(version)) {
            return "by name";
        }
        return Optional.ofNullable(tiers.get(version))
                .map(tier -> switch (tier) {
                    case LAST_HOUR -> "an hour";
                    case OF_ITS_HOUR -> "a day";
                    case OF_ITS_DAY -> "30 days";
                })
                .orElse("-");
    }

    private static String roles(ModelManifest manifest, ModelCatalog catalog, Task task) {
        String version = manifest.getVersion();
        List<String> roles = new ArrayList<>();
        if (catalog.serving(task).filter(version::equals).isPresent()) {
            roles.add("serving");
        }
        if (catalog.operatorAlias(task)
                .filter(alias -> alias.getVersion().equals(version))
                .isPresent()) {
            roles.add("pinned");
        }
        Optional<TrainerAlias> trainer = catalog.trainerAlias(task);
        if (trainer.filter(alias -> alias.getChampion().equals(version)).isPresent()) {
            roles.add("champion");
        }
        if (trainer.map(TrainerAlias::getPrevious).filter(version::equals).isPresent()) {
            roles.add("previous");
        }
        return String.join(", ", roles);
    }

    private static String accuracy(ModelManifest manifest) {
        return Optional.ofNullable(manifest.getMetrics().get("accuracy"))
                .map(value -> String.format(Locale.ROOT, "%.3f", value))
                .orElse("-");
    }

    private static String time(long milliseconds) {
        return Instant.ofEpochMilli(milliseconds)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
    }
}
