package dev.millrace.platform.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * SupervisedProcess processes, kept running until closed. One that dies is started again, and said so; one that dies again and again is
 * given up. Thread-safe.
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
     * @param directory for the agent's file
     * @param notices takes a sentence for people about each death and restart; called from a thread of its own
     */
    public static SupervisedProcesses in(Path directory, Consumer<String> notices) {
        try {
            return new SupervisedProcesses(AgentJar.write(directory.resolve("parent-watch.jar")), notices);
        } catch (IOException e) {
            throw new UncheckedIOException("the agent's file can't be written to '" + directory + "'", e);
        }
    }

    /** Starts it and returns at once. */
    public synchronized SupervisedProcess start(Program program) {
        SupervisedProcess process = SupervisedProcess.start(program, agent, notices, givenUp::complete);
        processes.push(process);
        return process;
    }

    /** Completes with a sentence when a process has been given up. */
    public CompletableFuture<String> givenUp() {
        return givenUp;
    }

    /** Ends all of them, the newest first, and returns when none is left. */
    @Override
    public synchronized void close() {
        processes.forEach(SupervisedProcess::expectEnd);
        while (!processes.isEmpty()) {
            processes.pop().close();
        }
    }
}
