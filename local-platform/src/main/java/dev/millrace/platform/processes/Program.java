package dev.millrace.platform.processes;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A Java program to run as a child process.
 *
 * @param name for people, such as {@code streams app}
 * @param command {@code java}, its flags, what to run and its arguments
 * @param environment the whole of it; nothing is inherited
 * @param log takes what it prints, appended
 * @param yields whether it leaves the processor to the others where they want it
 * @param wrapper a command that sets something up and becomes the program at last; none for nothing
 */
public record Program(
        String name,
        List<String> command,
        Map<String, String> environment,
        Path log,
        boolean yields,
        List<String> wrapper) {

    /** Behind no other command. */
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
     * A class of this program's own class path.
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

    /** The same, leaving the processor to the others where they want it. */
    public Program yielding() {
        return new Program(name, command, environment, log, true, wrapper);
    }

    /** The same, its command line put behind another command, which must become it at last ({@code exec}). */
    public Program within(List<String> wrapper) {
        return new Program(name, command, environment, log, yields, wrapper);
    }

    /**
     * The command line with the agent, run by a shell that first turns off the signals a terminal sends to everyone at once:
     * Ctrl-C is for the parent, which ends its processes when it no longer needs them.
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
