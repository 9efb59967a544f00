package dev.millrace.cli.models;

import dev.millrace.cli.connection.Cluster;
import dev.millrace.cli.connection.ClusterOptions;
import dev.millrace.cli.connection.CommandException;
import dev.millrace.model.spec.Task;
import dev.millrace.modelregistry.ModelCatalog;
import dev.millrace.records.ModelManifest;
import dev.millrace.records.TrainerAlias;
import dev.millrace.service.tasks.TaskConfig;
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

/** {@code millrace models}: lists versions, and lets an operator choose the one that serves. */
@Command(
        name = "models",
        description = {
            "Lists models, and chooses the one that serves.",
            "A pin or a rollback overrides every publish until unpin removes it."
        },
        mixinStandardHelpOptions = true,
        subcommands = {ExportCommand.class, PublishCommand.class},
        footerHeading = "%nExamples:%n",
        footer = {
            "  millrace models list",
            "  millrace models show image 000012-3fa9c1d0",
            "  millrace models rollback image --reason 'confuses cats and dogs'",
            "  millrace models unpin image",
            "  millrace models train review",
            "  millrace models export 000012-3fa9c1d0 --format onnx",
            "  millrace models publish image.millrace"
        })
public final class ModelsCommand {

    @Spec
    private CommandSpec command;

    @Command(name = "list", description = "Lists all versions, newest last.", mixinStandardHelpOptions = true)
    int list(@Mixin ClusterOptions options) {
        return withModels(options, (models, out) -> {
            ModelCatalog catalog = models.catalog();
            for (TaskConfig task : models.tasks().tasks()) {
                ModelText.table(task.task(), catalog, models.now()).forEach(out::println);
            }
        });
    }

    @Command(name = "show", description = "Shows everything about one version.", mixinStandardHelpOptions = true)
    int show(
            @Mixin ClusterOptions options,
            @Parameters(paramLabel = "TASK", description = "Name of a task, such as image.") Task task,
            @Parameters(paramLabel = "VERSION", arity = "0..1", description = "Default: the version that serves.")
                    @Nullable
                    String version) {
        return withModels(options, (models, out) -> {
            ModelCatalog catalog = models.catalog();
            String wanted = Optional.ofNullable(version)
                    .or(() -> catalog.serving(task))
                    .orElseThrow(() -> new CommandException("no " + task.id() + " model serves yet"));
            ModelText.details(required(catalog, task, wanted), catalog, task).forEach(out::println);
        });
    }

    @Command(
            name = "rollback",
            description = "Serves the previous champion, or the given version, until unpin.",
            mixinStandardHelpOptions = true)
    int rollback(
            @Mixin ClusterOptions options,
            @Parameters(paramLabel = "TASK", description = "Name of a task, such as image.") Task task,
            @Parameters(paramLabel = "VERSION", arity = "0..1", description = "Default: the previous champion.")
                    @Nullable
                    String version,
            @Option(names = "--reason", paramLabel = "TEXT", description = "Recorded with the pin.") @Nullable
                    String reason) {
        return withModels(options, (models, out) -> {
            ModelCatalog catalog = models.catalog();
            String wanted = Optional.ofNullable(version)
                    .or(() -> catalog.trainerAlias(task).map(TrainerAlias::getPrevious))
                    .orElseThrow(() -> new CommandException("there is no previous " + task.id() + " champion"));
            models.pin(task, required(catalog, task, wanted).getVersion(), reason, catalog);
            out.println(task.id() + " models: " + wanted + " serves until 'millrace models unpin " + task.id() + "'");
        });
    }

    @Command(
            name = "pin",
            description = "Serves the given version until unpin, whatever the trainer publishes.",
            mixinStandardHelpOptions = true)
    int pin(
            @Mixin ClusterOptions options,
            @Parameters(paramLabel = "TASK", description = "Name of a task, such as image.") Task task,
            @Parameters(paramLabel = "VERSION", description = "Version as shown by 'models list'.") String version,
            @Option(names = "--reason", paramLabel = "TEXT", description = "Recorded with the pin.") @Nullable
                    String reason) {
        return rollback(options, task, version, reason);
    }

    @Command(
            name = "unpin",
            description = "Removes the pin, so that the champion serves.",
            mixinStandardHelpOptions = true)
    int unpin(
            @Mixin ClusterOptions options,
            @Parameters(paramLabel = "TASK", description = "Name of a task, such as image.") Task task) {
        return withModels(options, (models, out) -> {
            models.unpin(task);
            out.println(task.id() + " models: the champion serves");
        });
    }

    @Command(name = "train", description = "Asks the trainer to start a run now.", mixinStandardHelpOptions = true)
    int train(
            @Mixin ClusterOptions options,
            @Parameters(paramLabel = "TASK", description = "Name of a task, such as image.") Task task) {
        return withModels(options, (models, out) -> {
            models.trainNow(task);
            out.println("asked the trainer for a run on task " + task.id());
        });
    }

    private static ModelManifest required(ModelCatalog catalog, Task task, String version) {
        return catalog.manifest(task, version)
                .orElseThrow(() -> new CommandException("there is no " + task.id() + " model '" + version + "'; known: "
                        + catalog.versions(task).stream()
                                .map(ModelManifest::getVersion)
                                .toList()));
    }

    private int withModels(ClusterOptions options, BiConsumer<ModelOperations, PrintWriter> work) {
        try (Cluster cluster = Cluster.of(options.connection())) {
            work.accept(new ModelOperations(cluster), command.commandLine().getOut());
            return 0;
        }
    }
}
