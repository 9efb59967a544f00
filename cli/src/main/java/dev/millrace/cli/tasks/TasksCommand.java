package dev.millrace.cli.tasks;

import dev.millrace.cli.connection.Cluster;
import dev.millrace.cli.connection.ClusterOptions;
import dev.millrace.cli.connection.CommandException;
import dev.millrace.cli.terminal.Table;
import dev.millrace.service.tasks.TaskCatalog;
import dev.millrace.service.tasks.TaskConfig;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace tasks}: what is classified here, and whether its records can be read. */
@Command(
        name = "tasks",
        description = {
            "Shows the configured tasks, and whether their records can be read.",
            "Tasks stand in the file that MILLRACE_CONFIG names, or in the environment."
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {"  millrace tasks list", "  MILLRACE_CONFIG=millrace.properties millrace tasks check frames"})
public final class TasksCommand {

    @Spec
    private CommandSpec command;

    @Command(name = "list", description = "Lists the tasks with their topics.", mixinStandardHelpOptions = true)
    int list(@Mixin ClusterOptions options) {
        TaskCatalog catalog = Cluster.tasks(options.connection().topicNames());
        Table table = Table.of("task", "type", "input", "format", "labels", "predictions");
        for (TaskConfig task : catalog.tasks()) {
            String format = task.input().isOwn() ? "own" : task.input().format().text();
            table.row(
                    task.id(),
                    task.task().type().text(),
                    task.input().topic(),
                    format,
                    task.labels().topic(),
                    task.predictions());
        }
        PrintWriter out = command.commandLine().getOut();
        table.lines().forEach(out::println);
        return 0;
    }

    @Command(
            name = "check",
            description = {
                "Reads the newest records of a task and shows what it understands of each. Changes nothing.",
                "Exit code 1 when something can't be understood."
            },
            mixinStandardHelpOptions = true)
    int check(
            @Mixin ClusterOptions options,
            @Parameters(paramLabel = "TASK", description = "Name of a task, such as image.") String name,
            @Option(
                            names = "--records",
                            paramLabel = "N",
                            defaultValue = "20",
                            description = "At most that many of each topic. Default: ${DEFAULT-VALUE}.")
                    int records) {
        try (Cluster cluster = Cluster.of(options.connection())) {
            TaskCatalog catalog = cluster.tasks();
            TaskConfig task = catalog.find(name)
                    .orElseThrow(() -> new CommandException("there is no task '" + name + "'; the configuration has "
                            + String.join(", ", catalog.ids())));
            return new TaskCheck(cluster, task, command.commandLine().getOut()).run(records) ? 0 : 1;
        }
    }
}
