package dev.millrace.cli.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A command that a user can paste into a POSIX shell. Each word reaches the program as it is, whatever characters it has.
 *
 * @param words the program and its arguments
 */
public record ShellCommand(List<String> words) {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:,=@%+-]+");

    public ShellCommand {
        words = List.copyOf(words);
    }

    /** A command without arguments. */
    public static ShellCommand of(String program) {
        return new ShellCommand(List.of(program));
    }

    /** The same command with more words. */
    public ShellCommand with(String... more) {
        List<String> all = new ArrayList<>(words);
        all.addAll(Arrays.asList(more));
        return new ShellCommand(all);
    }

    /** One line. */
    @Override
    public String toString() {
        return words.stream().map(ShellCommand::quoted).collect(Collectors.joining(" "));
    }

    /** One line, indented below the line that it explains. */
    public String indented() {
        return "  " + this;
    }

    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
