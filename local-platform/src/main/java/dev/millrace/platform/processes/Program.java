package dev.millrace.platform.processes;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A Java program to run as a child process.
 *
 * @param name for the user, such as {@code streams app}
 * @param command {@code java}, its flags, what to run and its arguments
 * @param environment the whole environment; nothing is inherited
 * @param log receives the program's output, appended
 * @param yields whether to run at lower priority than other processes
 * @param wrapper a command that prepares something and finally executes the program; empty for none
 */
public record Program(
        String name,
        List<String> command,
        Map<String, String> environment,
        Path log,
        boolean yields,
        List<String> wrapper) {

    /** A program without a wrapper. */
    public Program(String name, List<String> command, Map<String, String> environment, Path log, boolean yields) {
        this(name, command, environment, log, yields, List.of());
    }

    public Program {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        wrapper = List.copyOf(wrapper);
        if (command.size() < 2) {
            throw new IllegalArgumentException("a Java program needs java and what to run, got " + command);
        }
    }

    /**
     * A class on this program's own class path.
     *
     * @param flags of the JVM
     */
    public static Program ofClass(
            String name,
            Class<?> main,
            List<String> flags,
            List<String> arguments,
            Map<String, String> environment,
            Path log) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.add("-Dorg.eclipse.deeplearning4j.helpers.disable=false");
        if (Runtime.version().feature() >= 24) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        return new Program(name, command, environment, log, false);
    }

    /** The same program from other jars, such as those of another version. */
    public Program onClassPath(String classPath) {
        List<String> other = new ArrayList<>(command);
        other.set(command.indexOf("-cp") + 1, classPath);
        return new Program(name, other, environment, log, yields, wrapper);
    }

    /** The same program at lower priority. */
    public Program yielding() {
        return new Program(name, command, environment, log, true, wrapper);
    }

    /** The same program behind a wrapper, which must finally execute it ({@code exec}). */
    public Program within(List<String> wrapper) {
        return new Program(name, command, environment, log, yields, wrapper);
    }

    /**
     * The command line with the agent. A shell runs it after ignoring the signals that a terminal sends to all
     * processes: Ctrl-C is for the parent, which ends its processes when it no longer needs them.
     */
    List<String> commandLine(Path agent) {
        String exec = yields ? "exec nice -n 5 \"$@\"" : "exec \"$@\"";
        List<String> line = new ArrayList<>(List.of("/bin/sh", "-c", "trap '' INT HUP; " + exec, "millrace-child"));
        line.addAll(wrapper);
        line.add(command.get(0));
        line.add("-javaagent:" + agent);
        line.addAll(command.subList(1, command.size()));
        return line;
    }
}
