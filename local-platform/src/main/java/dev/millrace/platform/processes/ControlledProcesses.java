package dev.millrace.platform.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/** Creates {@link ControlledProcess}es. Closing it ends those that still run, newest first. Thread-safe. */
public final class ControlledProcesses implements AutoCloseable {

    private final Path agent;
    private final Deque<ControlledProcess> processes = new ArrayDeque<>();

    private ControlledProcesses(Path agent) {
        this.agent = agent;
    }

    /**
     * Creates an empty set.
     *
     * @param directory for the agent's file
     */
    public static ControlledProcesses in(Path directory) {
        try {
            return new ControlledProcesses(AgentJar.write(directory.resolve("parent-watch.jar")));
        } catch (IOException e) {
            throw new UncheckedIOException("the agent's file can't be written to '" + directory + "'", e);
        }
    }

    /** Creates a process without starting it. */
    public synchronized ControlledProcess of(Program program) {
        ControlledProcess process = new ControlledProcess(program, agent);
        processes.push(process);
        return process;
    }

    @Override
    public synchronized void close() {
        while (!processes.isEmpty()) {
            processes.pop().close();
        }
    }
}
