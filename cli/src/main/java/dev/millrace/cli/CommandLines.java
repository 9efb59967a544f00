package dev.millrace.cli;

import dev.millrace.cli.time.DurationText;
import dev.millrace.cli.time.MomentText;
import dev.millrace.model.spec.Task;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import picocli.CommandLine;

/** Sets up command lines, so that all commands read options and report failures in the same way. */
public final class CommandLines {

    private CommandLines() {}

    /** Creates a command line for {@code command}, an object with picocli's annotations. */
    public static CommandLine of(Object command) {
        return new CommandLine(command)
                .registerConverter(Duration.class, new DurationText())
                .registerConverter(Instant.class, new MomentText(InstantSource.system()))
                .registerConverter(Task.class, CommandLines::task)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(new Failures());
    }

    private static Task task(String text) {
        return Task.ofId(text)
                .orElseThrow(
                        () -> new CommandLine.TypeConversionException("required image or review, got '" + text + "'"));
    }
}
