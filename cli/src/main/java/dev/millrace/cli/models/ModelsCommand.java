package dev.millrace.cli.models;

import dev.millrace.cli.connection.Cluster;
import dev.millrace.cli.connection.ClusterOptions;
import dev.millrace.cli.connection.CommandException;
import dev.millrace.model.spec.Task;
import dev.millrace.modelregistry.ModelCatalog;
import dev.millrace.records.ModelManifest;
import dev.millrace.records.TrainerAlias;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace models}: which versions there are and which one serves; the operator's word on it. */
@Command(
        name = "models",
        description = {
            "Shows the models, and says which one shall serve.",
            "The operator's word (pin, rollback) wins over every publish, until unpin withdraws it."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  millrace models list",
            "  millrace models show image 000012-3fa9c1d0",
            "  millrace models rollback image --reason 'confuses cats and dogs'",
            "  millrace models unpin image",
            "  millrace models train review"
        })
public final class ModelsCommand {

    @Spec
    private CommandSpec command;

    @Command(name = "list", description = "Every version, the newest last.", mixinStandardHelpOptions = true)
    int list(@Mixin ClusterOptions options) {
        return withDesk(options, (desk, out) -> {
            ModelCatalog catalog = desk.catalog();
            for (Task task : Task.values()) {
                ModelText.table(task, catalog).forEach(out::println);
            }
        });
    }

    @Command(name = "show", description = "All that is known of one version.", mixinStandardHelpOptions = true)
    int show(
            @Mixin ClusterOptions options,
            @Parameters(paramLabel = "TASK", description = "image or review.") Task task,
            @Parameters(paramLabel = "VERSION", arity = "0..1", description = "Default: the one that serves.") @Nullable
                    String version) {
        return withDesk(options, (desk, out) -> {
            ModelCatalog catalog = desk.catalog();
            String wanted = Optional.ofNullable(version)
                    .or(() -> catalog.serving(task))
                    .orElseThrow(() -> new CommandException("no " + task.id() + " model serves yet"));
            ModelText.details(required(catalog, task, wanted), catalog, task).forEach(out::println);
        });
    }

    @Command(
            name = "rollback",
            description = "Serves the champion before the present one, or the version given, until unpin.",
            mixinStandardHelpOptions = true)
    int rollback(
            @Mixin ClusterOptions options,
            @Parameters(paramLabel = "TASK", description = "image or review.") Task task,
            @Parameters(paramLabel = "VERSION", arity = "0..1", description = "Default: the champion's predecessor.")
                    @Nullable
                    String version,
            @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for those who come later.") @Nullable
                    String reason) {
        return withDesk(options, (desk, out) -> {
            ModelCatalog catalog = desk.catalog();
            String wanted = Optional.ofNullable(version)
                    .or(() -> catalog.trainerAlias(task).map(TrainerAlias::getPrevious))
                    .orElseThrow(() ->
                            new CommandException("there is no " + task.id() + " champion before the present one"));
            desk.pin(task, required(catalog, task, wanted).getVersion(), reason, catalog);
            out.println(task.id() + " models: " + wanted + " serves until 'millrace models unpin " + task.id() + "'");
        });
    }

    @Command(
            name = "pin",
            description = "Serves the version given, whatever is published, until unpin.",
            mixinStandardHelpOptions = true)
    int pin(
            @Mixin ClusterOptions options,
            @Parameters(paramLabel = "TASK", description = "image or review.") Task task,
            @Parameters(paramLabel = "VERSION", description = "As 'models list' shows it.") String version,
            @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for those who come later.") @Nullable
                    String reason) {
        return rollback(options, task, version, reason);
    }

    @Command(
            name = "unpin",
            description = "Withdraws the operator's word: the champion serves.",
            mixinStandardHelpOptions = true)
    int unpin(
            @Mixin ClusterOptions options,
            @Parameters(paramLabel = "TASK", description = "image or review.") Task task) {
        return withDesk(options, (desk, out) -> {
            desk.unpin(task);
            out.println(task.id() + " models: the champion serves");
        });
    }

    @Command(name = "train", description = "Asks the trainer for a run now.", mixinStandardHelpOptions = true)
    int train(
            @Mixin ClusterOptions options,
            @Parameters(paramLabel = "TASK", description = "image or review.") Task task) {
        return withDesk(options, (desk, out) -> {
            desk.trainNow(task);
            out.println("asked the trainer for a run on " + task.id() + "s");
        });
    }

    private static ModelManifest required(ModelCatalog catalog, Task task, String version) {
        return catalog.manifest(task, version)
                .orElseThrow(() -> new CommandException("there is no " + task.id() + " model '" + version + "'; known: "
                        + catalog.versions(task).stream()
                                .map(ModelManifest::getVersion)
                                .toList()));
    }

    private int withDesk(ClusterOptions options, BiConsumer<OperatorDesk, PrintWriter> work) {
        try (Cluster cluster = Cluster.of(options.connection())) {
            work.accept(new OperatorDesk(cluster), command.commandLine().getOut());
            return 0;
        }
    }
}
