package dev.millrace.platform.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One program that its caller starts, kills and stops; nothing restarts it. It ends with its parent. Thread-safe. */
public final class ControlledProcess implements AutoCloseable {

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(40);
    private static final Duration SIGNAL_PATIENCE = Duration.ofSeconds(10);

    private final Program program;
    private final Path agent;
    private Optional<Process> process = Optional.empty();

    /** Does not start it. */
    ControlledProcess(Program program, Path agent) {
        this.program = program;
        this.agent = agent;
    }

    /** @throws IllegalStateException while it runs */
    public synchronized void start() {
        if (isAlive()) {
            throw new IllegalStateException(program.name() + " is already running");
        }
        ProcessBuilder builder = new ProcessBuilder(program.commandLine(agent))
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(program.log().toFile()));
        builder.environment().clear();
        builder.environment().putAll(program.environment());
        try {
            process = Optional.of(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(program.name() + " can't be started", e);
        }
    }

    /** Kills it as {@code kill -9} does, and returns when it has ended. */
    public void kill() {
        Process running = running();
        running.destroyForcibly();
        var unused = await(running, STOP_PATIENCE);
    }

    /** Freezes it as {@code kill -STOP} does: it keeps its memory, its connections and its locks, and does nothing. */
    public void freeze() {
        signal("STOP");
    }

    /** Lets a frozen process continue as if no time had passed. */
    public void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        List<String> command = List.of("kill", "-" + name, Long.toString(pid()));
        try {
            Process kill = new ProcessBuilder(command).redirectErrorStream(true).start();
            if (!await(kill, SIGNAL_PATIENCE) || kill.exitValue() != 0) {
                throw new IllegalStateException(program.name() + " can't be sent SIG" + name + ": "
                        + new String(kill.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(program.name() + " can't be sent SIG" + name, e);
        }
    }

    /**
     * Asks it to end (SIGTERM), and returns when it has ended.
     *
     * @return its exit code; empty if it did not end in time and was killed
     */
    public Optional<Integer> stop() {
        Process running = running();
        running.destroy();
        if (await(running, STOP_PATIENCE)) {
            return Optional.of(running.exitValue());
        }
        kill();
        return Optional.empty();
    }

    /** Waits for it to end by itself. Returns whether it did in time. */
    public boolean awaitEnd(Duration patience) {
        return await(running(), patience);
    }

    /** Whether it is running. */
    public synchronized boolean isAlive() {
        return process.filter(Process::isAlive).isPresent();
    }

    /** The process id of the current process, or of the last one. */
    public long pid() {
        return running().pid();
    }

    /** Name of the program. */
    public String name() {
        return program.name();
    }

    private synchronized Process running() {
        return process.orElseThrow(() -> new IllegalStateException(program.name() + " was never started"));
    }

    private static boolean await(Process process, Duration patience) {
        try {
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            return false;
        }
    }

    @Override
    public void close() {
        if (isAlive()) {
            var unused = stop();
        }
    }
}
