package dev.millrace.platform.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One program that its own thread keeps running. Thread-safe. */
public final class SupervisedProcess implements AutoCloseable {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);
    private static final int QUICK_DEATHS = 5;

    private final Program program;
    private final Path agent;
    private final Consumer<String> notices;
    private final Consumer<String> giveUp;
    private final CountDownLatch ending = new CountDownLatch(1);
    private volatile Process process;
    private volatile int restarts;

    private SupervisedProcess(Program program, Path agent, Consumer<String> notices, Consumer<String> giveUp)
            throws IOException {
        this.program = program;
        this.agent = agent;
        this.notices = notices;
        this.giveUp = giveUp;
        this.process = spawn();
    }

    /**
     * Starts the program and returns immediately.
     *
     * @param giveUp receives a sentence when the program has died too often in a row to be restarted
     */
    static SupervisedProcess start(Program program, Path agent, Consumer<String> notices, Consumer<String> giveUp) {
        try {
            SupervisedProcess process = new SupervisedProcess(program, agent, notices, giveUp);
            Thread supervisor = new Thread(process::lookAfter, "supervisor-of-" + program.name());
            supervisor.setDaemon(true);
            supervisor.start();
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(program.name() + " can't be started", e);
        }
    }

    private Process spawn() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(program.commandLine(agent))
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(program.log().toFile()));
        builder.environment().clear();
        builder.environment().putAll(program.environment());
        return builder.start();
    }

    private void lookAfter() {
        try {
            int quickDeaths = 0;
            while (true) {
                long startedAt = System.nanoTime();
                int code = process.waitFor();
                quickDeaths = System.nanoTime() - startedAt < SOON.toNanos() ? quickDeaths + 1 : 1;
                if (ending.getCount() == 0 || !startAgain(code, quickDeaths)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            giveUp.accept(program.name() + " can't be restarted: " + e.getMessage());
        }
    }

    private boolean startAgain(int code, int quickDeaths) throws IOException, InterruptedException {
        String end = program.name() + " ended by itself (exit code " + code + ")";
        if (quickDeaths >= QUICK_DEATHS) {
            giveUp.accept(end + " " + QUICK_DEATHS + " times in a row; its log is " + program.log());
            return false;
        }
        notices.accept(end + ", starting it again");
        if (ending.await(quickDeaths, TimeUnit.SECONDS)) {
            return false;
        }
        respawn();
        return true;
    }

    private synchronized void respawn() throws IOException {
        if (ending.getCount() > 0) {
            process = spawn();
            restarts = restarts + 1;
        }
    }

    /** The process id of the current process. */
    public long pid() {
        return process.pid();
    }

    /** Number of restarts. */
    public int restarts() {
        return restarts;
    }

    /** From now on its end is expected. */
    synchronized void expectEnd() {
        ending.countDown();
    }

    /** Ends it, by force if it does not end in time. */
    @Override
    public void close() {
        expectEnd();
        process.destroy();
        try {
            if (!process.waitFor(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                notices.accept(program.name() + " does not stop, killing it");
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
