package dev.millrace.platform;

import dev.millrace.platform.broker.Broker;
import dev.millrace.platform.broker.BrokerNode;
import dev.millrace.platform.processes.Ports;
import dev.millrace.platform.processes.Program;
import dev.millrace.platform.registry.LocalRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;

/**
 * Brokers and a registry on loopback: their addresses, how to run them, and whether they answer. Starts nothing itself.
 *
 * @param work holds their data and logs
 * @param brokers one or more, by id
 * @param registryPort free on loopback
 * @param environment of all
 */
public record LocalPlatform(
        WorkFolder work, List<BrokerNode> brokers, int registryPort, Map<String, String> environment) {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final List<String> SMALL = List.of(
            "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dlogback.configurationFile=millrace-child-logback.xml");

    public LocalPlatform {
        brokers = List.copyOf(brokers);
        environment = Map.copyOf(environment);
    }

    /** One broker, on free ports. */
    public static LocalPlatform in(WorkFolder work, Map<String, String> environment) {
        List<Integer> ports = Ports.free(3);
        BrokerNode broker = BrokerNode.single(ports.get(0), ports.get(1));
        return new LocalPlatform(work, List.of(broker), ports.get(2), environment);
    }

    /** Brokers on free ports, each with a second listener. */
    public static LocalPlatform withSecondListeners(int brokers, WorkFolder work, Map<String, String> environment) {
        List<Integer> ports = Ports.free(4 * brokers + 1);
        List<Integer> controllers = ports.subList(0, brokers);
        List<BrokerNode> nodes = IntStream.rangeClosed(1, brokers)
                .mapToObj(id -> new BrokerNode(
                        id,
                        ports.get(brokers + id - 1),
                        controllers,
                        List.of(ports.get(2 * brokers + id - 1), ports.get(3 * brokers + id - 1))))
                .toList();
        return new LocalPlatform(work, nodes, ports.get(4 * brokers), environment);
    }

    /** The addresses of the brokers for clients on this machine. */
    public String bootstrapServers() {
        return brokers.stream().map(broker -> "127.0.0.1:" + broker.port()).collect(Collectors.joining(","));
    }

    /** The base address of the registry for Confluent's client. */
    public String registryUrl() {
        return LocalRegistry.url(registryPort);
    }

    /** The only broker's program, with a heap of {@code megabytes}. */
    public Program broker(int megabytes) {
        return broker(brokers.get(0), megabytes);
    }

    /** A broker's program, with a heap of {@code megabytes}. */
    public Program broker(BrokerNode node, int megabytes) {
        List<String> flags = new ArrayList<>(List.of("-Xmx" + megabytes + "m"));
        flags.addAll(SMALL);
        String name = nameOf(node);
        List<String> arguments = new ArrayList<>(List.of(work.folder(name).toString()));
        arguments.addAll(node.arguments());
        return Program.ofClass("the " + name, Broker.class, flags, arguments, environment, work.log(name));
    }

    /** The name of a broker's folder and log. */
    public String nameOf(BrokerNode node) {
        return brokers.size() == 1 ? "broker" : "broker-" + node.id();
    }

    /** The registry's program. */
    public Program registry() {
        return new Program(
                "the registry",
                LocalRegistry.command(LocalRegistry.home(), registryPort, work.folder("registry")),
                environment,
                work.log("registry"),
                false);
    }

    /**
     * Returns when both answer.
     *
     * @param check called meanwhile; may throw to end the wait
     * @throws PlatformException when one does not answer in time
     */
    public void await(Runnable check) {
        await("the broker", this::brokerAnswers, check);
        await("the registry", this::registryAnswers, check);
    }

    /** Whether every broker takes part in the cluster now. */
    public boolean brokerAnswers() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            return admin.describeCluster().nodes().get(5, TimeUnit.SECONDS).size() == brokers.size();
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException("interrupted while waiting for the broker", e);
        }
    }

    /** Whether the registry answers now. */
    public boolean registryAnswers() {
        return LocalRegistry.answers(registryPort);
    }

    private void await(String part, BooleanSupplier answers, Runnable check) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!answers.getAsBoolean()) {
            check.run();
            if (System.nanoTime() > deadline) {
                throw new PlatformException(part + " does not answer after " + PATIENCE.toSeconds()
                        + " s; the logs are in " + work.folder("logs"));
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
