package dev.millrace.drills.environment;

import dev.millrace.platform.LocalPlatform;
import dev.millrace.platform.PlatformException;
import dev.millrace.platform.WorkFolder;
import dev.millrace.platform.processes.ControlledProcess;
import dev.millrace.platform.processes.ControlledProcesses;
import java.util.HashMap;
import java.util.Map;

/**
 * The broker and the registry that all scenarios of a drill share, and the gate through which a broker can be cut off.
 */
public final class DrillPlatform implements AutoCloseable {

    private static final int BROKER_MEGABYTES = 512;

    private final WorkFolder work;
    private final LocalPlatform local;
    private final ControlledProcesses processes;
    private final ControlledProcess broker;
    private final ControlledProcess registry;
    private final TcpGate gate;

    private DrillPlatform(WorkFolder work, LocalPlatform local, ControlledProcesses processes) {
        this.work = work;
        this.local = local;
        this.processes = processes;
        this.broker = processes.of(local.broker(BROKER_MEGABYTES));
        this.registry = processes.of(local.registry());
        this.gate = TcpGate.open(local.ports().get(4), local.ports().get(3));
    }

    /** Returns when both answer. */
    public static DrillPlatform start(WorkFolder work) {
        LocalPlatform local = LocalPlatform.withSecondListener(work, withoutMillrace(System.getenv()));
        DrillPlatform platform = new DrillPlatform(work, local, ControlledProcesses.in(work.path()));
        try {
            platform.broker.start();
            platform.registry.start();
            platform.awaitAnswers();
            return platform;
        } catch (PlatformException e) {
            platform.close();
            throw e;
        }
    }

    /** Returns when both answer. */
    public void awaitAnswers() {
        local.await(() -> {});
    }

    /** Starts what a failed scenario may have left down. */
    void repair() {
        gate.reopen();
        if (!broker.isAlive()) {
            broker.start();
        }
        if (!registry.isAlive()) {
            registry.start();
        }
        awaitAnswers();
    }

    /** The broker's process. */
    public ControlledProcess broker() {
        return broker;
    }

    /** The registry's process. */
    public ControlledProcess registry() {
        return registry;
    }

    /** The gate in front of the broker's second listener. */
    public TcpGate gate() {
        return gate;
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
        return "127.0.0.1:" + local.ports().get(4);
    }

    /** The environment that a process of a drill inherits. */
    static Map<String, String> withoutMillrace(Map<String, String> environment) {
        Map<String, String> settings = new HashMap<>(environment);
        settings.keySet().removeIf(name -> name.startsWith("MILLRACE_"));
        return settings;
    }

    @Override
    public void close() {
        processes.close();
        gate.close();
    }
}
