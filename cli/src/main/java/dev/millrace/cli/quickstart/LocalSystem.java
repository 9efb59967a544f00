package dev.millrace.cli.quickstart;

import dev.millrace.cli.broker.Broker;
import dev.millrace.cli.connection.CommandException;
import dev.millrace.cli.processes.Child;
import dev.millrace.cli.processes.Children;
import dev.millrace.cli.processes.Ports;
import dev.millrace.cli.processes.Program;
import dev.millrace.schemas.TopicLayout;
import dev.millrace.schemas.TopicNames;
import dev.millrace.schemas.TopicProvisioning;
import dev.millrace.schemas.registry.LocalRegistry;
import dev.millrace.service.KafkaConnection;
import dev.millrace.streams.StreamsApp;
import dev.millrace.trainer.Trainer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;

/** Broker, registry, trainer and streams app, each a process of its own, on loopback only. */
final class LocalSystem implements AutoCloseable {

    private static final Duration START_PATIENCE = Duration.ofSeconds(90);
    private static final List<String> SMALL = List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    private static final String LOGGING = "-Dlogback.configurationFile=millrace-child-logback.xml";

    private final WorkFolder work;
    private final Children children;
    private final KafkaConnection connection;
    private final ServiceSettings settings;
    private final List<Integer> ports;

    private LocalSystem(WorkFolder work, Children children, List<Integer> ports) {
        this.work = work;
        this.children = children;
        this.ports = ports;
        this.connection = new KafkaConnection(
                "127.0.0.1:" + ports.get(0),
                LocalRegistry.url(ports.get(2)),
                new TopicNames(""),
                true,
                Map.of(),
                Map.of());
        this.settings = new ServiceSettings(System.getenv(), connection);
    }

    /** Starts broker and registry, waits for neither. */
    static LocalSystem start(WorkFolder work, Console console) {
        Children children = Children.in(work.path(), console::say);
        LocalSystem system = new LocalSystem(work, children, Ports.free(3));
        system.startBroker();
        system.startRegistry();
        return system;
    }

    KafkaConnection connection() {
        return connection;
    }

    /** Returns when broker and registry answer and the topics are there. */
    void awaitPlatform() {
        await("the broker", this::brokerAnswers);
        await("the registry", () -> LocalRegistry.answers(ports.get(2)));
        try (Admin admin = Admin.create(connection.properties())) {
            TopicProvisioning.createOrCheck(admin, TopicLayout.local(connection.topicNames()));
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

    private void startBroker() {
        List<String> flags = new ArrayList<>(SMALL);
        flags.add(LOGGING);
        children.start(Program.ofClass(
                "the broker",
                Broker.class,
                flags,
                List.of(
                        work.folder("broker").toString(),
                        ports.get(0).toString(),
                        ports.get(1).toString()),
                settings.plain(),
                work.log("broker")));
    }

    private void startRegistry() {
        children.start(new Program(
                "the registry",
                LocalRegistry.command(LocalRegistry.home(), ports.get(2), work.folder("registry")),
                settings.plain(),
                work.log("registry"),
                false));
    }

    private boolean brokerAnswers() {
        try (Admin admin = Admin.create(connection.properties())) {
            return !admin.describeCluster().nodes().get(5, TimeUnit.SECONDS).isEmpty();
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("interrupted while the broker started", e);
        }
    }

    private void await(String part, BooleanSupplier answers) {
        long deadline = System.nanoTime() + START_PATIENCE.toNanos();
        while (!answers.getAsBoolean()) {
            failIfGivenUp();
            if (System.nanoTime() > deadline) {
                throw new CommandException(part + " does not answer after " + START_PATIENCE.toSeconds()
                        + " s; the logs are in " + work.folder("logs"));
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
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
