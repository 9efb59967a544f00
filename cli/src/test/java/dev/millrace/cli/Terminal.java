package dev.millrace.cli;

import dev.millrace.schemas.KafkaConnection;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Runs the {@code millrace} command in this JVM and captures its output. */
public final class Terminal {

    private final List<String> lastOptions;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private Terminal(List<String> lastOptions) {
        this.lastOptions = lastOptions;
    }

    public static Terminal plain() {
        return new Terminal(List.of());
    }

    /** Adds these options to every command. */
    public static Terminal with(String... lastOptions) {
        return new Terminal(Arrays.asList(lastOptions));
    }

    /** Adds the options for this cluster to every command. */
    public static Terminal on(KafkaConnection connection) {
        return new Terminal(List.of(
                "--bootstrap-server",
                connection.bootstrapServers(),
                "--registry",
                connection.registryUrl(),
                "--topic-prefix",
                connection.topicNames().prefix()));
    }

    /** Runs the command and returns its exit code. */
    public int millrace(String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(lastOptions);
        return Millrace.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
    }

    /** Standard output since it was cleared. */
    public String said() {
        return out.toString();
    }

    /** Standard error since it was cleared. */
    public String complained() {
        return err.toString();
    }

    public void clear() {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
    }
}
