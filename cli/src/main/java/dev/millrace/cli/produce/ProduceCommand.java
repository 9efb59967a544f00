package dev.millrace.cli.produce;

import dev.millrace.cli.connection.Cluster;
import dev.millrace.cli.connection.ClusterOptions;
import dev.millrace.cli.data.DataSetOptions;
import dev.millrace.cli.data.Sample;
import dev.millrace.cli.data.Samples;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.spec.Task;
import dev.millrace.model.spec.TaskType;
import dev.millrace.schemas.Topic;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.apache.kafka.clients.producer.Producer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace produce}: sends a data set to the input topic of a task. */
@Command(
        name = "produce",
        description = {
            "Sends the images or reviews of a data set in shuffled order, each once.",
            "Files without a label are sent without one. Files that are left out are named, with the reason."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  millrace produce images --data cifar-10-binary.tar.gz --rate 100",
            "  millrace produce images --data photos/            (photos/LABEL/FILE, or photos/FILE without a label)",
            "  millrace produce reviews --data aclImdb_v1.tar.gz --limit 5000 --labelled 0.8",
            "  millrace produce reviews --data reviews.tsv       (label, tab, text)"
        })
public final class ProduceCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** What to produce, as the user types it. */
    enum What {
        images,
        reviews;

        private Task task() {
            return this == images ? DefaultTasks.IMAGE : DefaultTasks.REVIEW;
        }
    }

    @Parameters(paramLabel = "images|reviews", description = "What to send.")
    private What what;

    @Mixin
    private DataSetOptions data;

    @Option(names = "--rate", paramLabel = "N", description = "Records per second. Default: as fast as possible.")
    private double rate = Double.POSITIVE_INFINITY;

    @Option(names = "--limit", paramLabel = "N", description = "Maximum number of records.")
    private int limit = Integer.MAX_VALUE;

    @Option(
            names = "--labelled",
            paramLabel = "SHARE",
            description =
                    "Share (0 to 1) sent with its label, chosen by a hash of the content. Default: ${DEFAULT-VALUE}.")
    private double labelled = 1;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the order. Default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(
            names = "--encoding",
            description = "How raw images are sent: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private ImageForm encoding = ImageForm.RAW;

    @Mixin
    private ClusterOptions cluster;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        check();
        try (Cluster connected = Cluster.of(cluster.connection())) {
            return what.task().type() == TaskType.IMAGE
                    ? send(
                            connected,
                            connected.topics().images(),
                            (sample, withLabel) -> Records.image(sample, withLabel, encoding))
                    : send(connected, connected.topics().reviews(), Records::review);
        }
    }

    private void check() {
        if (!(rate > 0) || limit < 1 || !(labelled >= 0 && labelled <= 1)) {
            throw new ParameterException(
                    command.commandLine(),
                    "required --rate above 0, --limit of at least 1 and --labelled of 0 to 1, got " + rate + ", "
                            + limit + " and " + labelled);
        }
    }

    private <V> int send(Cluster connected, Topic<String, V> topic, BiFunction<Sample, Boolean, V> toRecord) {
        connected.requireWritable(List.of(topic.name()));
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        try (Samples samples = data.read(what.task(), command.commandLine().getErr()::println, temporary, seed)) {
            return report(topic.name(), samples.origin(), publish(connected, topic, toRecord, samples));
        }
    }

    private <V> SendCount publish(
            Cluster connected, Topic<String, V> topic, BiFunction<Sample, Boolean, V> toRecord, Samples samples) {
        try (Producer<String, V> producer = connected.producer(topic, PATIENCE);
                ProgressBar bar = bar(Math.min(limit, samples.size()))) {
            SendCount count = new SendCount(bar::step);
            new Publisher<>(producer, topic.name(), toRecord, new WithheldLabels(1 - labelled), count)
                    .publish(samples, limit, SendRate.steady(rate));
            return count;
        }
    }

    private ProgressBar bar(int count) {
        return new ProgressBarBuilder()
                .setTaskName(what.name())
                .setInitialMax(count)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(500)
                .build();
    }

    private int report(String topic, String origin, SendCount count) {
        PrintWriter out = command.commandLine().getOut();
        out.println(count.acknowledged() + " " + what + " sent to '" + topic + "', " + count.labelled()
                + " with their label (" + origin + ")");
        count.firstProblem()
                .ifPresent(problem -> command.commandLine()
                        .getErr()
                        .println(
                                count.failed() + " were not acknowledged; the first because: " + problem.getMessage()));
        return count.failed() == 0 ? 0 : 1;
    }
}
