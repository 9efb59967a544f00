package dev.millrace.cli.deadletters;

import dev.millrace.cli.connection.Cluster;
import dev.millrace.cli.connection.ClusterOptions;
import dev.millrace.cli.connection.CommandException;
import dev.millrace.cli.connection.PartitionOffset;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code millrace dead-letters}: lists, shows and replays records that could not be classified. */
@Command(
        name = "dead-letters",
        description = {
            "Lists, shows and replays records that could not be classified.",
            "A dead letter is named by its own coordinates in the dead-letter topic, PARTITION:OFFSET."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  millrace dead-letters list --since 2h --topic images",
            "  millrace dead-letters list --reason UNKNOWN_SCHEMA --json | jq .input",
            "  millrace dead-letters show 3:17 --save image.avro",
            "  millrace dead-letters replay --reason UNKNOWN_SCHEMA --dry-run",
            "  millrace dead-letters replay 3:17 3:18"
        })
public final class DeadLettersCommand {

    @Spec
    private CommandSpec command;

    /** Reads coordinates. */
    static final class PartitionOffsetText implements ITypeConverter<PartitionOffset> {
        @Override
        public PartitionOffset convert(String text) {
            return PartitionOffset.parse(text)
                    .orElseThrow(() -> new TypeConversionException(
                            "required a dead letter as PARTITION:OFFSET, got '" + text + "'"));
        }
    }

    @Command(
            name = "list",
            description = {
                "Lists the current dead letters in the order of their coordinates, and the count per reason.",
                "Without options, lists all of them."
            },
            mixinStandardHelpOptions = true)
    int list(
            @Mixin ClusterOptions options,
            @Mixin FilterOptions filter,
            @Option(names = "--pending", description = "Only those that were not replayed yet.") boolean pending,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "9223372036854775807",
                            description = "Maximum number to show; all are counted.")
                    long limit,
            @Option(names = "--json", description = "Print one JSON object per line, and no counts.") boolean json) {
        try (Cluster cluster = Cluster.of(options.connection());
                DeadLetterLog log = DeadLetterLog.open(cluster)) {
            DeadLetterTable listing = new DeadLetterTable(command.commandLine().getOut(), json, positive(limit));
            listing.print(log, filter.in(cluster.connection().topicNames()), pending);
            return 0;
        }
    }

    @Command(
            name = "show",
            description = "Shows one dead letter: reason, coordinates, headers, and the readable content of its value.",
            mixinStandardHelpOptions = true)
    int show(
            @Mixin ClusterOptions options,
            @Parameters(
                            paramLabel = "PARTITION:OFFSET",
                            converter = PartitionOffsetText.class,
                            description = "Coordinates as shown by 'dead-letters list'.")
                    PartitionOffset offset,
            @Option(names = "--json", description = "Print a JSON object; key and value in base64.") boolean json,
            @Option(names = "--save", paramLabel = "FILE", description = "Write the value's bytes to this file.")
                    @Nullable
                    Path save) {
        try (Cluster cluster = Cluster.of(options.connection());
                DeadLetterLog log = DeadLetterLog.open(cluster)) {
            DeadLetterRecord deadLetter = log.at(offset)
                    .orElseThrow(() -> new CommandException("there is no dead letter at " + offset + " of '"
                            + cluster.topics().deadLetters().name() + "'"));
            DeadLetterDetails whole = DeadLetterDetails.of(deadLetter, log.note(offset), cluster);
            PrintWriter out = command.commandLine().getOut();
            (json ? List.of(DeadLetterJson.details(whole)) : DeadLetterText.details(whole)).forEach(out::println);
            out.flush();
            if (save != null) {
                save(whole, save);
            }
            return 0;
        }
    }

    @Command(
            name = "replay",
            description = {
                "Sends the original records to their original topics again, with the current time as timestamp.",
                "Skips dead letters that were already replayed. Exit code 1 if one can't be sent."
            },
            mixinStandardHelpOptions = true)
    int replay(
            @Mixin ClusterOptions options,
            @Mixin FilterOptions filter,
            @Mixin ReplayOptions replay,
            @Parameters(
                            paramLabel = "PARTITION:OFFSET",
                            arity = "0..*",
                            converter = PartitionOffsetText.class,
                            description = "Dead letters to replay, instead of filter options.")
                    @Nullable
                    List<PartitionOffset> offsets) {
        List<PartitionOffset> named = offsets == null ? List.of() : offsets;
        replay.check(command.commandLine(), named, filter);
        try (Cluster cluster = Cluster.of(options.connection())) {
            ReplayReport report = new ReplayReport(
                    command.commandLine().getOut(), command.commandLine().getErr(), replay.isDry());
            new Replay(cluster, replay, report)
                    .run(named, filter.in(cluster.connection().topicNames()));
            return report.finish();
        }
    }

    private long positive(long limit) {
        if (limit < 1) {
            throw new ParameterException(command.commandLine(), "required --limit of at least 1, got " + limit);
        }
        return limit;
    }

    private static void save(DeadLetterDetails whole, Path file) {
        byte[] value = whole.value()
                .orElseThrow(() -> new CommandException("dead letter "
                        + whole.deadLetter().offset() + " has no value to save: " + whole.valueInWords()));
        try {
            Files.write(file, value);
        } catch (IOException e) {
            throw new CommandException("'" + file + "' can't be written: " + e, e);
        }
    }
}
