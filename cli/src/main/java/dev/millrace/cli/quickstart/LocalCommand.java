package dev.millrace.cli.quickstart;

import dev.millrace.cli.connection.CommandException;
import dev.millrace.cli.terminal.Console;
import dev.millrace.platform.LocalPlatform;
import dev.millrace.platform.WorkFolder;
import dev.millrace.platform.broker.BrokerNode;
import dev.millrace.platform.processes.Ports;
import dev.millrace.service.ShutdownSignal;
import dev.millrace.streams.StreamsAppConfig;
import dev.millrace.trainer.TrainerConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code millrace local}: runs Kafka, a registry and both services on this machine, with the user's own tasks. */
@Command(
        name = "local",
        description = {
            "Runs Kafka, a Schema Registry, the trainer and the streams app on this machine, with your settings.",
            "Sends nothing. Ends on Ctrl-C, and deletes its data unless --work names a folder for it.",
            "For trying out tasks of your own; it has one broker without access control, on loopback."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  MILLRACE_CONFIG=millrace.properties millrace local", "  millrace local --work /tmp/millrace"})
public final class LocalCommand implements Callable<Integer> {

    @Option(
            names = "--kafka-port",
            paramLabel = "PORT",
            description = "Port of Kafka, 0 for a free one. Default: ${DEFAULT-VALUE}.")
    private int kafkaPort = 9092;

    @Option(
            names = "--registry-port",
            paramLabel = "PORT",
            description = "Port of the registry, 0 for a free one. Default: ${DEFAULT-VALUE}.")
    private int registryPort = 8081;

    @Option(
            names = "--work",
            paramLabel = "DIR",
            description = "Keep logs and data in this folder, which must be empty. Default: a temporary one.")
    private @Nullable Path work;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        Console console = new Console(command.commandLine().getOut(), System.nanoTime());
        Map<String, String> environment = System.getenv();
        StreamsAppConfig config = StreamsAppConfig.from(environment);
        var unused = TrainerConfig.from(environment);
        List<Integer> ports = ports();
        CompletableFuture<Void> stop = ShutdownSignal.forThisThread();
        try (WorkFolder folder = WorkFolder.open("local", Optional.ofNullable(work), false)) {
            console.say("logs and data are in " + folder.path() + (folder.isKept() ? "" : " (deleted at the end)"));
            LocalPlatform platform = new LocalPlatform(
                    folder,
                    List.of(BrokerNode.single(ports.get(0), ports.get(1))),
                    ports.get(2),
                    ServiceSettings.withoutMillrace(environment));
            try (LocalSystem system = LocalSystem.configured(folder, platform, environment, console)) {
                start(system, config, console);
                system.awaitEnd(stop);
                console.say("stopping every process");
            }
        }
        return 0;
    }

    private static void start(LocalSystem system, StreamsAppConfig config, Console console) {
        String kafka = system.connection().bootstrapServers();
        String registry = system.connection().registryUrl();
        console.say("Kafka starts on " + kafka + ", the registry on " + registry);
        system.awaitPlatform();
        system.startTrainer();
        system.startStreamsApp();
        console.say("trainer and streams app start; tasks: "
                + String.join(", ", config.catalog().ids()));
        console.print("For the other commands:");
        console.print("  export MILLRACE_BOOTSTRAP_SERVERS=" + kafka);
        console.print("  export MILLRACE_REGISTRY_URL=" + registry);
    }

    private List<Integer> ports() {
        List<Integer> free = Ports.free(3);
        return List.of(
                kafkaPort == 0 ? free.get(0) : free("--kafka-port", kafkaPort),
                free.get(1),
                registryPort == 0 ? free.get(2) : free("--registry-port", registryPort));
    }

    private static int free(String option, int port) {
        if (!Ports.isFree(port)) {
            throw new CommandException(
                    "port " + port + " is in use; choose another one with " + option + ", or 0 for any");
        }
        return port;
    }
}
