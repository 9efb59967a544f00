package dev.millrace.cli;

import dev.millrace.cli.acls.AclsCommand;
import dev.millrace.cli.classify.ClassifyCommand;
import dev.millrace.cli.deadletters.DeadLettersCommand;
import dev.millrace.cli.evaluate.EvaluateCommand;
import dev.millrace.cli.fit.FitCommand;
import dev.millrace.cli.labels.LabelsCommand;
import dev.millrace.cli.models.ModelsCommand;
import dev.millrace.cli.predictions.PredictionsCommand;
import dev.millrace.cli.produce.ProduceCommand;
import dev.millrace.cli.quickstart.LocalCommand;
import dev.millrace.cli.quickstart.QuickstartCommand;
import dev.millrace.cli.schemas.SchemasCommand;
import dev.millrace.cli.tasks.TasksCommand;
import dev.millrace.cli.topics.TopicsCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code millrace} command. Exit codes: 0 for success, 1 for failure, 2 for wrong usage. */
@Command(
        name = "millrace",
        description = "A Kafka-driven classifier of images and texts that keeps retraining itself.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        subcommands = {
            QuickstartCommand.class,
            LocalCommand.class,
            ProduceCommand.class,
            PredictionsCommand.class,
            ModelsCommand.class,
            LabelsCommand.class,
            DeadLettersCommand.class,
            FitCommand.class,
            EvaluateCommand.class,
            ClassifyCommand.class,
            TopicsCommand.class,
            TasksCommand.class,
            SchemasCommand.class,
            AclsCommand.class,
            SourceOnlyCommands.Drill.class,
            SourceOnlyCommands.Bench.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  millrace quickstart",
            "  millrace produce images --data cifar-10-binary.tar.gz --rate 100",
            "  millrace models list --bootstrap-server kafka:9092 --registry http://registry:8081",
            "  millrace bench model    (the networks beside their peers; see its own --help)"
        })
public final class Millrace implements Runnable {

    @Spec
    private CommandSpec command;

    private Millrace() {}

    /** Runs one command and ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        int code = commandLine().execute(arguments);
        System.out.flush();
        System.err.flush();
        // Not exit: after Ctrl-C the JVM is already shutting down. exit would block forever, and 130 would hide the
        // result.
        Runtime.getRuntime().halt(code);
    }

    static CommandLine commandLine() {
        return CommandLines.of(new Millrace());
    }

    @Override
    public void run() {
        throw new ParameterException(command.commandLine(), "required a command");
    }
}
