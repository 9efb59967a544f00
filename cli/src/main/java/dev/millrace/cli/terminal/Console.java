package dev.millrace.cli.terminal;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** Prints lines for the user, each with the time since the start. Thread-safe. */
public final class Console {

    private final PrintWriter out;
    private final long startedAt;

    /** @param startedAt when the run began, as {@link System#nanoTime} */
    public Console(PrintWriter out, long startedAt) {
        this.out = out;
        this.startedAt = startedAt;
    }

    /** Prints a line with the time. */
    public synchronized void say(String line) {
        Duration since = Duration.ofNanos(System.nanoTime() - startedAt);
        out.println(String.format(Locale.ROOT, "%02d:%02d  %s", since.toMinutes(), since.toSecondsPart(), line));
        out.flush();
    }

    /** Prints a line without the time. */
    public synchronized void print(String line) {
        out.println(line);
        out.flush();
    }
}
