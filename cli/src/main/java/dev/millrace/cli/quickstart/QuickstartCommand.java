package dev.millrace.cli.quickstart;

import dev.millrace.cli.produce.WithheldLabels;
import dev.millrace.cli.terminal.Console;
import dev.millrace.service.ShutdownSignal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code millrace quickstart}: the whole system on this machine, fed with data, until Ctrl-C or for a while. */
@Command(
        name = "quickstart",
        description = {
            "Runs the whole system on this machine and shows it learn.",
            "Starts Kafka, a Schema Registry, the trainer and the streams app on this machine, streams images and",
            "reviews through them, and shows the predictions getting better. Ends by Ctrl-C or --duration, then",
            "counts: exit code 1 when a record was lost or answered twice."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  millrace quickstart",
            "  millrace quickstart --data /data --duration 5m --report out.json --predictions p.jsonl",
            "  millrace quickstart --generated --duration 90s"
        })
public final class QuickstartCommand implements Callable<Integer> {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = {
                "Folder with cifar-10-binary.tar.gz and aclImdb_v1.tar.gz, or data in another layout of 'produce'.",
                "Default: MILLRACE_DATA, else ~/.millrace/data, else they are downloaded to there, else made up."
            })
    private @Nullable Path data;

    @Option(names = "--generated", description = "Use made-up shapes and texts; no download.")
    private boolean generated;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            description = "Send for that long (90s, 5m), then drain and count. Default: until Ctrl-C.")
    private @Nullable Duration duration;

    @Option(
            names = "--rate-images",
            paramLabel = "N",
            description = "Images a second; four times that in the first half minute. Default: ${DEFAULT-VALUE}.")
    private double rateImages = 60;

    @Option(
            names = "--rate-reviews",
            paramLabel = "N",
            description = "Reviews a second; likewise. Default: ${DEFAULT-VALUE}.")
    private double rateReviews = 30;

    @Option(
            names = "--withheld",
            paramLabel = "SHARE",
            description =
                    "Share that goes out without its label, and by which accuracy is measured. Default: ${DEFAULT-VALUE}.")
    private double withheld = 0.2;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Of the order in which samples go out. Default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(names = "--report", paramLabel = "FILE", description = "Writes the final account as JSON.")
    private @Nullable Path report;

    @Option(names = "--predictions", paramLabel = "FILE", description = "Writes every prediction as a JSON line.")
    private @Nullable Path predictions;

    @Option(
            names = "--work",
            paramLabel = "DIR",
            description = "Keeps logs and data in that folder, which must be empty. Default: a temporary one.")
    private @Nullable Path work;

    @Option(names = "--keep", description = "Does not delete the temporary folder at the end.")
    private boolean keep;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        long startedAt = System.nanoTime();
        if (!(rateImages > 0) || !(rateReviews > 0) || !(withheld >= 0 && withheld <= 1)) {
            throw new ParameterException(
                    command.commandLine(),
                    "required rates above 0 and a --withheld of 0 to 1, got " + rateImages + ", " + rateReviews
                            + " and " + withheld);
        }
        Console console = new Console(command.commandLine().getOut(), startedAt);
        return new Quickstart(plan(), console, ShutdownSignal.forThisThread()).run();
    }

    private QuickstartPlan plan() {
        return new QuickstartPlan(
                Optional.ofNullable(data)
                        .or(() -> Optional.ofNullable(System.getenv("MILLRACE_DATA"))
                                .map(Path::of)),
                generated,
                Optional.ofNullable(duration),
                rateImages,
                rateReviews,
                new WithheldLabels(withheld),
                seed,
                Optional.ofNullable(report),
                Optional.ofNullable(predictions),
                Optional.ofNullable(work),
                keep);
    }
}
