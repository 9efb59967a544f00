package dev.millrace.cli.acls;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.cli.connection.ClusterOptions;
import dev.millrace.cli.terminal.ShellCommand;
import dev.millrace.cli.terminal.Table;
import dev.millrace.schemas.KafkaConnection;
import dev.millrace.service.access.Role;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code millrace acls}: prints what each role must be allowed to do on the broker. Connects to nothing. */
@Command(
        name = "acls",
        description = {
            "Prints the access control entries that each role needs, and no more, as commands for kafka-acls.",
            "They follow the configuration: its tasks, clients and topic prefix. Nothing is changed."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  millrace acls --bootstrap-server kafka:9093 --command-config admin.properties",
            "  millrace acls --role trainer --principal-trainer 'User:CN=trainer,O=Example'",
            "  millrace acls --format table"
        })
public final class AclsCommand implements Runnable {

    /** How the entries are printed. */
    enum Format {
        COMMANDS,
        TABLE,
        JSON
    }

    @Spec
    private CommandSpec command;

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private Principals principals = new Principals();

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            split = ",",
            description = "Only these roles: streams-app, trainer, producer, labeller, consumer, operator, replayer,"
                    + " provisioner.")
    private List<String> roles = List.of();

    @Option(
            names = "--consumer-group",
            paramLabel = "NAME",
            description = "Consumer group of the programs that read predictions. Default: millrace-consumer after the"
                    + " topic prefix.")
    private @Nullable String consumerGroup;

    @Option(
            names = "--command-config",
            paramLabel = "FILE",
            description = "Client properties with which kafka-acls connects; becomes part of each command.")
    private @Nullable Path commandConfig;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "commands, table or json. Default: ${DEFAULT-VALUE}.")
    private Format format = Format.COMMANDS;

    @Override
    public void run() {
        KafkaConnection connection = cluster.connection();
        List<RoleAccess> access = chosen().stream()
                .map(role -> RoleAccess.of(role, principals.of(role), connection, System.getenv(), group(connection)))
                .toList();
        PrintWriter out = command.commandLine().getOut();
        switch (format) {
            case COMMANDS -> access.forEach(each -> printCommands(each, connection, out));
            case TABLE -> table(access).lines().forEach(out::println);
            case JSON -> out.println(json(access));
        }
    }

    private List<Role> chosen() {
        List<String> ids = Arrays.stream(Role.values()).map(Role::id).toList();
        roles.stream().filter(role -> !ids.contains(role)).findFirst().ifPresent(role -> {
            throw new ParameterException(
                    command.commandLine(),
                    "--role: required some of " + String.join(", ", ids) + ", got '" + role + "'");
        });
        return Arrays.stream(Role.values())
                .filter(role -> roles.isEmpty() || roles.contains(role.id()))
                .toList();
    }

    private String group(KafkaConnection connection) {
        return Optional.ofNullable(consumerGroup)
                .orElse(connection.clientNames().application("consumer"));
    }

    private void printCommands(RoleAccess access, KafkaConnection connection, PrintWriter out) {
        ShellCommand start = ShellCommand.of("kafka-acls").with("--bootstrap-server", connection.bootstrapServers());
        ShellCommand connecting =
                commandConfig == null ? start : start.with("--command-config", commandConfig.toString());
        out.println("# " + access.role().id());
        access.resources().forEach(each -> out.println(each.options(connecting, access.principal())));
    }

    private static Table table(List<RoleAccess> access) {
        Table table = Table.of("role", "resource", "name", "operations");
        for (RoleAccess each : access) {
            each.resources()
                    .forEach(resource -> table.row(
                            each.role().id(), resource.kind(), resource.pattern(), operations(resource, ", ")));
        }
        return table;
    }

    private static String operations(ResourceAccess resource, String separator) {
        return resource.operations().stream().map(ResourceAccess::name).collect(Collectors.joining(separator));
    }

    private static String json(List<RoleAccess> access) {
        List<Map<String, Object>> entries = access.stream()
                .flatMap(each -> each.resources().stream().map(resource -> json(each, resource)))
                .toList();
        try {
            return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(entries);
        } catch (JsonProcessingException e) {
            throw new AssertionError("texts and lists of them can be written as JSON", e);
        }
    }

    private static Map<String, Object> json(RoleAccess access, ResourceAccess resource) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("role", access.role().id());
        entry.put("principal", access.principal());
        entry.put("resourceType", resource.resource().resourceType().name());
        entry.put("name", resource.resource().name());
        entry.put("patternType", resource.resource().patternType().name());
        entry.put("operations", resource.operations().stream().map(Enum::name).toList());
        return entry;
    }
}
