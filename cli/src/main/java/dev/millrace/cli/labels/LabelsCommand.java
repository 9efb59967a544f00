package dev.millrace.cli.labels;

import dev.millrace.cli.connection.Cluster;
import dev.millrace.cli.connection.ClusterOptions;
import dev.millrace.cli.connection.CommandException;
import dev.millrace.cli.terminal.Table;
import dev.millrace.model.spec.LabelName;
import dev.millrace.model.spec.Task;
import dev.millrace.records.Decision;
import dev.millrace.service.tasks.TaskCatalog;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace labels}: shows a task's labels, and lets an operator decide which ones models may learn. */
@Command(
        name = "labels",
        description = {
            "Shows the labels of a task, and decides which ones its models may learn.",
            "A decision applies from the next run on, until a later one replaces it."
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  millrace labels list --task image",
            "  millrace labels approve --task image --reason 'new product line' tram bus",
            "  millrace labels refuse --task image --reason 'a typo' -- trma"
        })
public final class LabelsCommand {

    @Spec
    private CommandSpec command;

    @Command(
            name = "list",
            description = "Lists labels that the model knows, that wait for a decision, or that have one.",
            mixinStandardHelpOptions = true)
    int list(@Mixin ClusterOptions options, @Mixin TaskOption task) {
        try (Cluster cluster = Cluster.of(options.connection())) {
            Table table = Table.of("label", "served", "decision", "by", "at", "reason");
            new LabelOperations(cluster)
                    .labels(task.of(cluster.tasks()))
                    .forEach((label, status) -> addRow(table, label, status));
            PrintWriter out = command.commandLine().getOut();
            table.lines().forEach(out::println);
            return 0;
        }
    }

    private static void addRow(Table table, String label, LabelStatus status) {
        table.row(
                printable(label),
                status.isServed() ? "yes" : "no",
                status.text(),
                status.decision().map(made -> printable(made.getBy())).orElse(""),
                status.decision()
                        .map(made -> Instant.ofEpochMilli(made.getAt()).toString())
                        .orElse(""),
                status.decision().map(made -> printable(made.getReason())).orElse(""));
    }

    @Command(
            name = "approve",
            description = "Lets labels count, however many other new ones there are.",
            mixinStandardHelpOptions = true)
    int approve(@Mixin ClusterOptions options, @Mixin TaskOption task, @Mixin Choice choice) {
        return decide(options, task, choice, Decision.APPROVED);
    }

    @Command(
            name = "refuse",
            description = "Leaves the examples of labels out of training.",
            mixinStandardHelpOptions = true)
    int refuse(@Mixin ClusterOptions options, @Mixin TaskOption task, @Mixin Choice choice) {
        return decide(options, task, choice, Decision.REFUSED);
    }

    private int decide(ClusterOptions options, TaskOption taskOption, Choice choice, Decision decision) {
        for (String label : choice.labels) {
            LabelName.problem(label).ifPresent(problem -> {
                throw new CommandException(problem);
            });
        }
        try (Cluster cluster = Cluster.of(options.connection())) {
            Task task = taskOption.of(cluster.tasks());
            new LabelOperations(cluster).decide(task, choice.labels, decision, choice.reason);
            String what = decision == Decision.APPROVED ? "approved" : "refused";
            PrintWriter out = command.commandLine().getOut();
            out.println(what + " " + choice.labels.size() + (choice.labels.size() == 1 ? " label" : " labels")
                    + " of task " + task.id() + "; the next run follows it, 'millrace models train " + task.id()
                    + "' starts one");
            return 0;
        }
    }

    /** Labels and reasons come from topics, so they may hold sequences that control a terminal. */
    private static String printable(String text) {
        return text.codePoints()
                .map(character -> Character.getType(character) == Character.CONTROL ? '\uFFFD' : character)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** The task that is meant. */
    static final class TaskOption {

        @Option(names = "--task", required = true, paramLabel = "T", description = "Name of a task, such as image.")
        private String name = "";

        private Task of(TaskCatalog tasks) {
            return tasks.find(name)
                    .orElseThrow(() -> new CommandException(
                            "there is no task '" + name + "'; the configuration has " + String.join(", ", tasks.ids())))
                    .task();
        }
    }

    /** Labels and why. */
    static final class Choice {

        @Parameters(paramLabel = "LABEL", arity = "1..*", description = "Labels, exactly as they are spelled.")
        private List<String> labels = List.of();

        @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Recorded with the decision.")
        private String reason = "";
    }
}
