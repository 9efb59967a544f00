package dev.millrace.cli.models;

import dev.millrace.cli.connection.Cluster;
import dev.millrace.cli.connection.ClusterOptions;
import dev.millrace.cli.connection.CommandException;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.spec.Task;
import dev.millrace.model.spec.TaskType;
import dev.millrace.modelregistry.ModelCatalog;
import dev.millrace.records.OperatorAlias;
import dev.millrace.records.TrainingRun;
import dev.millrace.records.Verdict;
import dev.millrace.service.tasks.TaskConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace models publish}: brings a model from a file into service. */
@Command(
        name = "publish",
        description = {
            "Uploads a model from a file and has the trainer judge it as it judges its own candidates: on the gate part,",
            "against the champion. It serves if it passes. Ends with exit code 1 if it does not.",
            "With --force, it serves at once and until unpin, whatever the trainer publishes."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  millrace models publish image.millrace",
            "  millrace models publish frames.millrace --task frames --timeout 30m",
            "  millrace models publish image.millrace --force --reason 'labels of the gate part are wrong'"
        })
final class PublishCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "A file written by 'fit' or 'models export'.")
    private Path file;

    @Option(
            names = "--task",
            paramLabel = "TASK",
            description = "The task to serve. Default: the only task whose inputs the model takes.")
    private Optional<Task> task = Optional.empty();

    @Option(names = "--force", description = "Serve it without asking the gate; requires --reason.")
    private boolean force;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why it is forced; recorded with the pin.")
    private Optional<String> reason = Optional.empty();

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            description = "How long to wait for the trainer, which may be fitting. Default: ${DEFAULT-VALUE}.",
            defaultValue = "10m")
    private Duration timeout;

    @Mixin
    private ClusterOptions cluster;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        if (force != reason.filter(text -> !text.isBlank()).isPresent()) {
            throw new ParameterException(
                    command.commandLine(), "required --force together with --reason and a text, or neither");
        }
        ModelArtifact artifact = ModelFile.read(file);
        try (Cluster connected = Cluster.of(cluster.connection())) {
            return publish(artifact, task(artifact, connected), new ModelOperations(connected));
        }
    }

    private Task task(ModelArtifact artifact, Cluster connected) {
        TaskType type = artifact.manifest().architecture().type();
        List<Task> fitting = connected.tasks().tasks().stream()
                .map(TaskConfig::task)
                .filter(each -> each.type() == type)
                .filter(each -> task.isEmpty() || task.get().equals(each))
                .toList();
        if (fitting.size() != 1) {
            throw new CommandException("'" + file + "' is a model for " + type.text()
                    + "s: required a task of that type"
                    + task.map(named -> ", got " + named.id())
                            .orElse(fitting.isEmpty() ? ", got none" : "; choose one of " + fitting + " with --task"));
        }
        return fitting.get(0);
    }

    private int publish(ModelArtifact artifact, Task to, ModelOperations models) {
        PrintWriter out = command.commandLine().getOut();
        ModelCatalog before = models.catalog();
        String version = models.upload(to, artifact, before);
        out.println("uploaded as " + to.id() + " model " + version);
        out.flush();
        if (before.serving(to).filter(version::equals).isPresent()) {
            out.println(version + " serves already");
            return 0;
        }
        if (force) {
            models.pin(to, version, reason.orElseThrow(), before);
            out.println(to.id() + " models: " + version + " serves until 'millrace models unpin " + to.id() + "'");
            return 0;
        }
        TrainingRun run = models.judge(to, version, timeout).orElseThrow(() -> noAnswer(to, version));
        report(run, before.operatorAlias(to), out);
        return run.getVerdict() == Verdict.PUBLISHED ? 0 : 1;
    }

    private CommandException noAnswer(Task to, String version) {
        return new CommandException("no trainer has judged " + version + " within " + timeout.toSeconds()
                + " s: required a trainer of this version with task " + to.id()
                + ", which finishes a run in progress first. It judges the model when it gets to the command");
    }

    private static void report(TrainingRun run, Optional<OperatorAlias> pin, PrintWriter out) {
        switch (run.getVerdict()) {
            case PUBLISHED -> out.println("champion: " + run.getReason());
            case REFUSED -> out.println("refused: " + run.getReason());
            default -> out.println("not judged: " + run.getReason());
        }
        pin.filter(alias -> run.getVerdict() == Verdict.PUBLISHED)
                .ifPresent(alias -> out.println("the pinned version " + alias.getVersion()
                        + " serves until 'millrace models unpin " + run.getTask() + "'"));
    }
}
