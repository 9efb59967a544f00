package dev.millrace.cli.topics;

import dev.millrace.cli.connection.Cluster;
import dev.millrace.cli.connection.ClusterOptions;
import dev.millrace.cli.connection.CommandException;
import dev.millrace.cli.terminal.ShellCommand;
import dev.millrace.schemas.KafkaConnection;
import dev.millrace.schemas.TopicLayout;
import dev.millrace.schemas.TopicNames;
import dev.millrace.schemas.TopicProvisioning;
import dev.millrace.schemas.TopicProvisioning.Difference;
import dev.millrace.schemas.TopicProvisioning.Report;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code millrace topics}: creates the topics, or reports how they differ from what Millrace needs. Never changes an
 * existing topic.
 */
@Command(
        name = "topics",
        description = "Creates the topics, or checks them.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  millrace topics create --bootstrap-server kafka:9092 --partitions 12 --replication 3",
            "  millrace topics check"
        })
public final class TopicsCommand {

    @Spec
    private CommandSpec command;

    /** The required layout of the topics. */
    static final class LayoutOptions {

        @Option(
                names = "--partitions",
                paramLabel = "N",
                description = "Partitions of every topic except the model topics. Default: ${DEFAULT-VALUE}.")
        private int partitions = 4;

        @Option(
                names = "--replication",
                paramLabel = "N",
                description = {
                    "Replicas of each partition. Default: the broker's default; not checked.",
                    "From 3 on, min.insync.replicas is one less."
                })
        private @Nullable Short replication;

        @Option(
                names = "--retention",
                paramLabel = "TIME",
                description = "Retention of events and predictions, such as 168h. Default: forever.")
        private @Nullable Duration retention;

        @Option(
                names = "--labelled-retention",
                paramLabel = "TIME",
                description = "Retention of the training data. Default: forever.")
        private @Nullable Duration labelledRetention;

        /** @throws CommandException when a number cannot be used */
        TopicLayout layout(TopicNames names, TopicLayout.TaskTopics tasks) {
            if (partitions < 1) {
                throw new CommandException("--partitions must be at least 1, got " + partitions);
            }
            if (replication != null && replication < 1) {
                throw new CommandException("--replication must be at least 1, got " + replication);
            }
            TopicLayout local = TopicLayout.local(names, tasks);
            return new TopicLayout(
                    names,
                    tasks,
                    partitions,
                    Optional.ofNullable(replication),
                    Optional.ofNullable(retention),
                    Optional.ofNullable(labelledRetention),
                    local.maxMessageBytes());
        }
    }

    @Command(name = "create", description = "Creates the missing topics.", mixinStandardHelpOptions = true)
    int create(@Mixin ClusterOptions cluster, @Mixin LayoutOptions layout) {
        return run(cluster, layout, TopicProvisioning::createOrCheck);
    }

    @Command(
            name = "check",
            description = "Reports what is missing or different; exit code 1 if anything is.",
            mixinStandardHelpOptions = true)
    int check(@Mixin ClusterOptions cluster, @Mixin LayoutOptions layout) {
        return run(cluster, layout, TopicProvisioning::check);
    }

    private int run(ClusterOptions options, LayoutOptions layout, BiFunction<Admin, TopicLayout, Report> step) {
        try (Cluster cluster = Cluster.of(options.connection())) {
            cluster.requireBroker();
            try (Admin admin = cluster.admin()) {
                Report report = step.apply(
                        admin,
                        layout.layout(
                                cluster.connection().topicNames(),
                                cluster.tasks().ownTopics()));
                PrintWriter out = command.commandLine().getOut();
                report.created().forEach(name -> out.println("created '" + name + "'"));
                report.found().forEach(difference -> print(difference, cluster.connection(), out));
                if (report.found().isEmpty()) {
                    out.println("all topics are as they should be");
                }
                return report.found().isEmpty() ? 0 : 1;
            }
        }
    }

    private static void print(Difference difference, KafkaConnection connection, PrintWriter out) {
        out.println(difference.sentence());
        difference
                .setting()
                .ifPresent(setting -> out.println(ShellCommand.of("kafka-configs")
                        .with("--bootstrap-server", connection.bootstrapServers())
                        .with("--alter")
                        .with("--topic", setting.topic())
                        .with("--add-config", setting.name() + "=" + setting.value())
                        .indented()));
    }
}
