package dev.millrace.platform;

import dev.millrace.platform.broker.Broker;
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
import org.apache.kafka.clients.admin.Admin;

/**
 * A broker and a registry on loopback: their addresses, how to run them, and whether they answer. Starts nothing itself.
 *
 * @param work holds their data and logs
 * @param ports for the broker's clients, the controller and the registry; optionally a second listener for clients and
 *     the port that this listener advertises, for a proxy between the two
 * @param environment of both
 */
public record LocalPlatform(WorkFolder work, List<Integer> ports, Map<String, String> environment) {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final List<String> SMALL = List.of(
            "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dlogback.configurationFile=millrace-child-logback.xml");

    public LocalPlatform {
        ports = List.copyOf(ports);
        environment = Map.copyOf(environment);
    }

    /** Uses free ports. */
    public static LocalPlatform in(WorkFolder work, Map<String, String> environment) {
        return new LocalPlatform(work, Ports.free(3), environment);
    }

    /** Uses free ports, with the second listener. */
    public static LocalPlatform withSecondListener(WorkFolder work, Map<String, String> environment) {
        return new LocalPlatform(work, Ports.free(5), environment);
    }

    /** The address of the broker for clients on this machine. */
    public String bootstrapServers() {
        return "127.0.0.1:" + ports.get(0);
    }

    /** The base address of the registry for Confluent's client. */
    public String registryUrl() {
        return LocalRegistry.url(ports.get(2));
    }

    /** The broker's program, with a heap of {@code megabytes}. */
    public Program broker(int megabytes) {
        List<String> flags = new ArrayList<>(List.of("-Xmx" + megabytes + "m"));
        flags.addAll(SMALL);
        List<String> arguments = new ArrayList<>(List.of(
                work.folder("broker").toString(),
                ports.get(0).toString(),
                ports.get(1).toString()));
        ports.stream().skip(3).map(Object::toString).forEach(arguments::add);
        return Program.ofClass("the broker", Broker.class, flags, arguments, environment, work.log("broker"));
    }

    /** The registry's program. */
    public Program registry() {
        return new Program(
                "the registry",
                LocalRegistry.command(LocalRegistry.home(), ports.get(2), work.folder("registry")),
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

    /** Whether the broker answers now. */
    public boolean brokerAnswers() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            return !admin.describeCluster().nodes().get(5, TimeUnit.SECONDS).isEmpty();
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException("interrupted while waiting for the broker", e);
        }
    }

    /** Whether the registry answers now. */
    public boolean registryAnswers() {
        return LocalRegistry.answers(ports.get(2));
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
