package dev.millrace.cli.schemas;

import dev.millrace.cli.connection.Cluster;
import dev.millrace.cli.connection.ClusterOptions;
import dev.millrace.service.tasks.RecordTypes;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code millrace schemas}: the schemas of Millrace's records for other clients and for the registry. */
@Command(
        name = "schemas",
        description = {
            "Writes the schemas of Millrace's records to files, or registers them.",
            "Topics that a task brings are left alone."
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  millrace schemas export --directory schemas",
            "  millrace schemas register --registry http://registry:8081"
        })
public final class SchemasCommand {

    @Spec
    private CommandSpec command;

    @Command(
            name = "export",
            description = {
                "Writes a complete Avro schema file for each record, and lists the subjects that the configured tasks need.",
                "Needs neither Kafka nor the registry."
            },
            mixinStandardHelpOptions = true)
    int export(
            @Mixin ClusterOptions options,
            @Option(
                            names = "--directory",
                            paramLabel = "D",
                            defaultValue = ".",
                            description = "Where to write the files; created if missing. Default: ${DEFAULT-VALUE}.")
                    Path directory) {
        var names = options.connection().topicNames();
        new SchemaExport(RecordTypes.of(Cluster.tasks(names), names))
                .write(directory, command.commandLine().getOut());
        return 0;
    }

    @Command(
            name = "register",
            description = {
                "Registers the schemas that the configured tasks need, for services with MILLRACE_AUTO_REGISTER_SCHEMAS=false.",
                "A subject that it creates gets the compatibility level FULL_TRANSITIVE; others keep theirs.",
                "Exit code 1 when a subject refuses its schema."
            },
            mixinStandardHelpOptions = true)
    int register(@Mixin ClusterOptions options) {
        try (Cluster cluster = Cluster.of(options.connection())) {
            RecordTypes types =
                    RecordTypes.of(cluster.tasks(), cluster.connection().topicNames());
            return new SchemaRegistration(
                                    cluster.registry(), command.commandLine().getOut())
                            .of(types)
                    ? 0
                    : 1;
        }
    }
}
