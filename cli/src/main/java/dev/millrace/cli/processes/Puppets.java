package dev.millrace.cli.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/** Makes {@link Puppet}s, and ends those that still run when it is closed, the newest first. Thread-safe. */
public final class Puppets implements AutoCloseable {

    private final Path agent;
    private final Deque<Puppet> puppets = new ArrayDeque<>();

    private Puppets(Path agent) {
        this.agent = agent;
    }

    /** @param directory for the agent's file */
    public static Puppets in(Path directory) {
        try {
            return new Puppets(AgentJar.write(directory.resolve("parent-watch.jar")));
        } catch (IOException e) {
            throw new UncheckedIOException("the agent's file can't be written to '" + directory + "'", e);
        }
    }

    /** Not started. */
    public synchronized Puppet of(Program program) {
        Puppet puppet = new Puppet(program, agent);
        puppets.push(puppet);
        return puppet;
    }

    @Override
    public synchronized void close() {
        while (!puppets.isEmpty()) {
            puppets.pop().close();
        }
    }
}
