package dev.millrace.platform.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Processes that are kept running until closed. A process that dies is restarted with a notice; one that dies repeatedly
 * is given up. Thread-safe.
 */
public final class SupervisedProcesses implements AutoCloseable {

    private final Path agent;
    private final Consumer<String> notices;
    private final Deque<SupervisedProcess> processes = new ArrayDeque<>();
    private final CompletableFuture<String> givenUp = new CompletableFuture<>();

    private SupervisedProcesses(Path agent, Consumer<String> notices) {
        this.agent = agent;
        this.notices = notices;
    }

    /**
     * Creates an empty set.
     *
     * @param directory for the agent's file
     * @param notices receives a sentence for the user about each death and restart; called from a separate thread
     */
    public static SupervisedProcesses in(Path directory, Consumer<String> notices) {
        try {
            return new SupervisedProcesses(AgentJar.write(directory.resolve("parent-watch.jar")), notices);
        } catch (IOException e) {
            throw new UncheckedIOException("the agent's file can't be written to '" + directory + "'", e);
        }
    }

    /** Starts a program and returns immediately. */
    public synchronized SupervisedProcess start(Program program) {
        SupervisedProcess process = SupervisedProcess.start(program, agent, notices, givenUp::complete);
        processes.push(process);
        return process;
    }

    /** Completes with a sentence when a process is given up. */
    public CompletableFuture<String> givenUp() {
        return givenUp;
    }

    /** Ends all of them, newest first, and returns when none is left. */
    @Override
    public synchronized void close() {
        processes.forEach(SupervisedProcess::expectEnd);
        while (!processes.isEmpty()) {
            processes.pop().close();
        }
    }
}
