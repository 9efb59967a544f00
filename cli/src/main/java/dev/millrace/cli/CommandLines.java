package dev.millrace.cli;

import dev.millrace.cli.connection.Cluster;
import dev.millrace.cli.time.DurationText;
import dev.millrace.cli.time.MomentText;
import dev.millrace.model.spec.Task;
import dev.millrace.schemas.TopicNames;
import dev.millrace.service.tasks.TaskCatalog;
import dev.millrace.service.tasks.TaskConfig;
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
        TaskCatalog catalog = Cluster.tasks(new TopicNames(""));
        return catalog.find(text)
                .map(TaskConfig::task)
                .orElseThrow(() -> new CommandLine.TypeConversionException(
                        "required " + String.join(" or ", catalog.ids()) + ", got '" + text + "'"));
    }
}
