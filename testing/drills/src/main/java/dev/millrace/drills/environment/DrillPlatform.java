package dev.millrace.drills.environment;

import dev.millrace.platform.LocalPlatform;
import dev.millrace.platform.PlatformException;
import dev.millrace.platform.WorkFolder;
import dev.millrace.platform.processes.ControlledProcess;
import dev.millrace.platform.processes.ControlledProcesses;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The brokers and the registry that all scenarios of a drill share, and a gate in front of each broker through which
 * services can be cut off from it.
 */
public final class DrillPlatform implements AutoCloseable {

    private static final int BROKER_MEGABYTES = 512;

    private final WorkFolder work;
    private final LocalPlatform local;
    private final ControlledProcesses processes;
    private final List<ControlledProcess> brokers;
    private final ControlledProcess registry;
    private final List<TcpGate> gates;

    private DrillPlatform(WorkFolder work, LocalPlatform local, ControlledProcesses processes) {
        this.work = work;
        this.local = local;
        this.processes = processes;
        this.brokers = local.brokers().stream()
                .map(node -> processes.of(local.broker(node, BROKER_MEGABYTES)))
                .toList();
        this.registry = processes.of(local.registry());
        this.gates = local.brokers().stream()
                .map(node -> TcpGate.open(node.second().get(1), node.second().get(0)))
                .toList();
    }

    /**
     * Returns when all answer.
     *
     * @param brokers in the cluster
     */
    public static DrillPlatform start(WorkFolder work, int brokers) {
        LocalPlatform local = LocalPlatform.withSecondListeners(brokers, work, withoutMillrace(System.getenv()));
        DrillPlatform platform = new DrillPlatform(work, local, ControlledProcesses.in(work.path()));
        try {
            platform.brokers.forEach(ControlledProcess::start);
            platform.registry.start();
            platform.awaitAnswers();
            return platform;
        } catch (PlatformException e) {
            platform.close();
            throw e;
        }
    }

    /** Returns when all answer. */
    public void awaitAnswers() {
        local.await(() -> {});
    }

    /** Starts what a failed scenario may have left down. */
    void repair() {
        gates.forEach(TcpGate::reopen);
        brokers.stream().filter(ControlledProcess::isAlive).forEach(ControlledProcess::thaw);
        Stream.concat(brokers.stream(), Stream.of(registry))
                .filter(process -> !process.isAlive())
                .forEach(ControlledProcess::start);
        awaitAnswers();
    }

    /** The process of the only broker, or of the first one. */
    public ControlledProcess broker() {
        return broker(1);
    }

    /** A broker's process, by its id from 1. */
    public ControlledProcess broker(int id) {
        return brokers.get(id - 1);
    }

    /** The registry's process. */
    public ControlledProcess registry() {
        return registry;
    }

    /** The gate in front of the second listener of a broker, by its id from 1. */
    public TcpGate gate(int id) {
        return gates.get(id - 1);
    }

    /** The folder with a broker's data, by its id from 1. */
    public Path folder(int id) {
        return work.folder(local.nameOf(local.brokers().get(id - 1)));
    }

    ControlledProcesses processes() {
        return processes;
    }

    LocalPlatform local() {
        return local;
    }

    WorkFolder work() {
        return work;
    }

    /** The servers for a client that is cut off when the gate is shut. */
    String bootstrapServersBehindTheGate() {
        return local.brokers().stream()
                .map(node -> "127.0.0.1:" + node.second().get(1))
                .collect(Collectors.joining(","));
    }

    /** The environment that a process of a drill inherits. */
    static Map<String, String> withoutMillrace(Map<String, String> environment) {
        Map<String, String> settings = new HashMap<>(environment);
        settings.keySet().removeIf(name -> name.startsWith("MILLRACE_"));
        return settings;
    }

    @Override
    public void close() {
        brokers.stream().filter(ControlledProcess::isAlive).forEach(ControlledProcess::thaw);
        processes.close();
        gates.forEach(TcpGate::close);
    }
}
