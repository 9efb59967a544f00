package dev.millrace.cli.quickstart;

import dev.millrace.cli.connection.CommandException;
import dev.millrace.cli.platform.Console;
import dev.millrace.cli.platform.LocalPlatform;
import dev.millrace.cli.platform.WorkFolder;
import dev.millrace.cli.processes.Child;
import dev.millrace.cli.processes.Children;
import dev.millrace.cli.processes.Program;
import dev.millrace.schemas.TopicLayout;
import dev.millrace.schemas.TopicProvisioning;
import dev.millrace.service.KafkaConnection;
import dev.millrace.streams.StreamsApp;
import dev.millrace.trainer.Trainer;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;

/** Broker, registry, trainer and streams app, each a process of its own, on loopback only. */
final class LocalSystem implements AutoCloseable {

    private static final int BROKER_MEGABYTES = 256;
    private static final String LOGGING = "-Dlogback.configurationFile=millrace-child-logback.xml";

    private final WorkFolder work;
    private final Children children;
    private final LocalPlatform platform;
    private final ServiceSettings settings;

    private LocalSystem(WorkFolder work, Children children, LocalPlatform platform) {
        this.work = work;
        this.children = children;
        this.platform = platform;
        this.settings = new ServiceSettings(System.getenv(), platform.connection());
    }

    /** Starts broker and registry, waits for neither. */
    static LocalSystem start(WorkFolder work, Console console) {
        Children children = Children.in(work.path(), console::say);
        LocalPlatform platform = LocalPlatform.in(work, ServiceSettings.withoutMillrace(System.getenv()));
        children.start(platform.broker(BROKER_MEGABYTES));
        children.start(platform.registry());
        return new LocalSystem(work, children, platform);
    }

    KafkaConnection connection() {
        return platform.connection();
    }

    /** Returns when broker and registry answer and the topics are there. */
    void awaitPlatform() {
        platform.await(this::failIfGivenUp);
        try (Admin admin = Admin.create(connection().properties())) {
            TopicProvisioning.createOrCheck(
                    admin, TopicLayout.local(connection().topicNames()));
        }
    }

    Child startTrainer() {
        List<String> flags = List.of(
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-Dorg.bytedeco.javacpp.maxbytes=2g",
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=4g",
                LOGGING);
        return children.start(Program.ofClass(
                        "the trainer",
                        Trainer.class,
                        flags,
                        List.of(),
                        settings.trainer(work.folder("trainer")),
                        work.log("trainer"))
                .yielding());
    }

    Child startStreamsApp() {
        List<String> flags = List.of(
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-Dorg.bytedeco.javacpp.maxbytes=1g",
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=3g",
                LOGGING);
        return children.start(Program.ofClass(
                "the streams app",
                StreamsApp.class,
                flags,
                List.of(),
                settings.streamsApp(work.folder("streams-app")),
                work.log("streams-app")));
    }

    /** @throws CommandException when a process has died again and again */
    void failIfGivenUp() {
        if (children.givenUp().isDone()) {
            throw new CommandException(children.givenUp().join());
        }
    }

    /** Ends every process, and returns when none is left. */
    @Override
    public void close() {
        children.close();
    }
}
