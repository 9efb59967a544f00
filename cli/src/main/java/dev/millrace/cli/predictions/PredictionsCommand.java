package dev.millrace.cli.predictions;

import dev.millrace.cli.connection.Cluster;
import dev.millrace.cli.connection.ClusterOptions;
import dev.millrace.model.spec.Task;
import dev.millrace.records.Prediction;
import dev.millrace.schemas.Topic;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code millrace predictions}: shows predictions as they arrive. */
@Command(
        name = "predictions",
        description = "Shows predictions.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  millrace predictions tail",
            "  millrace predictions tail --task image --json | jq .label",
            "  millrace predictions tail --from-beginning --limit 100"
        })
public final class PredictionsCommand {

    private static final Duration POLL = Duration.ofMillis(500);

    @Spec
    private CommandSpec command;

    @Command(
            name = "tail",
            description = "Shows predictions as they arrive, until Ctrl-C.",
            mixinStandardHelpOptions = true)
    int tail(
            @Mixin ClusterOptions options,
            @Option(names = "--task", description = "Only of that task. Default: all tasks.") @Nullable Task task,
            @Option(names = "--json", description = "Print one JSON object per line.") boolean json,
            @Option(names = "--from-beginning", description = "Start with the oldest prediction.")
                    boolean fromBeginning,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "9223372036854775807",
                            description = "Stop after this many.")
                    long limit) {
        try (Cluster cluster = Cluster.of(options.connection())) {
            List<Topic<String, Prediction>> topics = cluster.tasks().tasks().stream()
                    .filter(each -> task == null || each.task().equals(task))
                    .map(each -> new Topic<>(
                            each.predictions(),
                            Serdes.String(),
                            cluster.registry().of(Prediction.class)))
                    .toList();
            cluster.requireReadable(topics.stream().map(Topic::name).toList());
            try (Consumer<byte[], Prediction> reader =
                    cluster.reader(topics.get(0).valueSerde().deserializer())) {
                assign(reader, topics, fromBeginning);
                print(reader, json, limit, command.commandLine().getOut());
            }
        }
        return 0;
    }

    private static void assign(
            Consumer<byte[], Prediction> reader, List<Topic<String, Prediction>> topics, boolean fromBeginning) {
        List<TopicPartition> partitions = topics.stream()
                .flatMap(topic -> reader.partitionsFor(topic.name()).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        reader.assign(partitions);
        if (fromBeginning) {
            reader.seekToBeginning(partitions);
        } else {
            reader.seekToEnd(partitions);
        }
    }

    private static void print(Consumer<byte[], Prediction> reader, boolean json, long limit, PrintWriter out) {
        long left = limit;
        while (left > 0 && !out.checkError()) {
            for (ConsumerRecord<byte[], Prediction> prediction : reader.poll(POLL)) {
                if (left > 0) {
                    out.println(json ? PredictionText.json(prediction) : PredictionText.line(prediction));
                    left--;
                }
            }
            out.flush();
        }
    }
}
