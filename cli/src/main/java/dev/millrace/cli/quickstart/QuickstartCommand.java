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

/** {@code millrace quickstart}: runs the whole system on this machine, feeds it with data, and audits it. */
@Command(
        name = "quickstart",
        description = {
            "Runs the whole system on this machine and shows it learn.",
            "Starts Kafka, a Schema Registry, the trainer and the streams app on this machine, streams images and",
            "reviews through them, and shows the predictions improving. Ends on Ctrl-C or after --duration, then",
            "audits every record: exit code 1 if one was lost or answered twice."
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
                "Default: MILLRACE_DATA, then ~/.millrace/data, then a download to there, then generated data."
            })
    private @Nullable Path data;

    @Option(names = "--generated", description = "Use generated shapes and texts; no download.")
    private boolean generated;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            description = "Send for this long (90s, 5m), then drain and audit. Default: until Ctrl-C.")
    private @Nullable Duration duration;

    @Option(
            names = "--rate-images",
            paramLabel = "N",
            description = "Images per second; four times that in the first half minute. Default: ${DEFAULT-VALUE}.")
    private double rateImages = 60;

    @Option(
            names = "--rate-reviews",
            paramLabel = "N",
            description = "Reviews per second; four times that in the first half minute. Default: ${DEFAULT-VALUE}.")
    private double rateReviews = 30;

    @Option(
            names = "--withheld",
            paramLabel = "SHARE",
            description = "Share sent without its label; accuracy is measured on it. Default: ${DEFAULT-VALUE}.")
    private double withheld = 0.2;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of the order in which samples are sent. Default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(names = "--report", paramLabel = "FILE", description = "Write the final audit as JSON.")
    private @Nullable Path report;

    @Option(names = "--predictions", paramLabel = "FILE", description = "Write every prediction as a line of JSON.")
    private @Nullable Path predictions;

    @Option(
            names = "--work",
            paramLabel = "DIR",
            description = "Keep logs and data in this folder, which must be empty. Default: a temporary one.")
    private @Nullable Path work;

    @Option(names = "--keep", description = "Do not delete the temporary folder at the end.")
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
