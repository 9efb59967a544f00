package dev.millrace.cli.quickstart;

import dev.millrace.cli.connection.CommandException;
import dev.millrace.cli.connection.LocalConnection;
import dev.millrace.cli.terminal.Console;
import dev.millrace.platform.LocalPlatform;
import dev.millrace.platform.WorkFolder;
import dev.millrace.platform.processes.Program;
import dev.millrace.platform.processes.SupervisedProcess;
import dev.millrace.platform.processes.SupervisedProcesses;
import dev.millrace.schemas.KafkaConnection;
import dev.millrace.schemas.TopicLayout;
import dev.millrace.schemas.TopicProvisioning;
import dev.millrace.streams.StreamsApp;
import dev.millrace.trainer.Trainer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;

/** Broker, registry, trainer and streams app, each in its own process, on loopback only. */
final class LocalSystem implements AutoCloseable {

    private static final int BROKER_MEGABYTES = 256;
    private static final String LOGGING = "-Dlogback.configurationFile=millrace-child-logback.xml";

    private final WorkFolder work;
    private final SupervisedProcesses processes;
    private final LocalPlatform platform;
    private final ServiceEnvironments settings;

    private LocalSystem(
            WorkFolder work, SupervisedProcesses processes, LocalPlatform platform, ServiceEnvironments settings) {
        this.work = work;
        this.processes = processes;
        this.platform = platform;
        this.settings = settings;
    }

    /** Starts the broker and the registry without waiting for them. The services get the settings of the demonstration. */
    static LocalSystem start(WorkFolder work, Console console) {
        LocalPlatform platform = LocalPlatform.in(work, ServiceSettings.withoutMillrace(System.getenv()));
        return start(work, platform, new ServiceSettings(System.getenv(), LocalConnection.to(platform, "")), console);
    }

    /** The same on {@code platform}, for services with the settings of {@code environment}. */
    static LocalSystem configured(
            WorkFolder work, LocalPlatform platform, Map<String, String> environment, Console console) {
        return start(work, platform, new ConfiguredServices(environment, LocalConnection.to(platform, "")), console);
    }

    private static LocalSystem start(
            WorkFolder work, LocalPlatform platform, ServiceEnvironments settings, Console console) {
        SupervisedProcesses processes = SupervisedProcesses.in(work.path(), console::say);
        try {
            processes.start(platform.broker(BROKER_MEGABYTES));
            processes.start(platform.registry());
            return new LocalSystem(work, processes, platform, settings);
        } catch (RuntimeException e) {
            processes.close();
            throw e;
        }
    }

    KafkaConnection connection() {
        return LocalConnection.to(platform, "");
    }

    /** Returns when the broker and the registry answer. */
    void awaitPlatform() {
        platform.await(this::failIfGivenUp);
    }

    /** Creates the topics of the default tasks. */
    void createTopics() {
        try (Admin admin = Admin.create(connection().properties())) {
            TopicProvisioning.createOrCheck(
                    admin, TopicLayout.local(connection().topicNames()));
        }
    }

    SupervisedProcess startTrainer() {
        List<String> flags = List.of(
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-Dorg.bytedeco.javacpp.maxbytes=2g",
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=4g",
                LOGGING);
        return processes.start(Program.ofClass(
                        "the trainer",
                        Trainer.class,
                        flags,
                        List.of(),
                        settings.trainer(work.folder("trainer")),
                        work.log("trainer"))
                .yielding());
    }

    SupervisedProcess startStreamsApp() {
        List<String> flags = List.of(
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-Dorg.bytedeco.javacpp.maxbytes=1g",
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=3g",
                LOGGING);
        return processes.start(Program.ofClass(
                "the streams app",
                StreamsApp.class,
                flags,
                List.of(),
                settings.streamsApp(work.folder("streams-app")),
                work.log("streams-app")));
    }

    /** @throws CommandException when a process has died repeatedly */
    void failIfGivenUp() {
        if (processes.givenUp().isDone()) {
            throw new CommandException(processes.givenUp().join());
        }
    }

    /**
     * Returns when {@code stop} completes.
     *
     * @throws CommandException when a process has died repeatedly
     */
    void awaitEnd(CompletableFuture<Void> stop) {
        CompletableFuture.anyOf(stop, processes.givenUp()).join();
        if (!stop.isDone()) {
            failIfGivenUp();
        }
    }

    /** Ends every process, and returns when all have ended. */
    @Override
    public void close() {
        processes.close();
    }
}
