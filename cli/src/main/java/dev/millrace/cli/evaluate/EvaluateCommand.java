package dev.millrace.cli.evaluate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.cli.connection.Cluster;
import dev.millrace.cli.connection.ClusterOptions;
import dev.millrace.cli.connection.CommandException;
import dev.millrace.cli.data.DataFormats;
import dev.millrace.cli.data.Sample;
import dev.millrace.cli.data.SampleSpool;
import dev.millrace.cli.data.Samples;
import dev.millrace.cli.data.Split;
import dev.millrace.model.Classifier;
import dev.millrace.model.LoadedModel;
import dev.millrace.model.Outcome;
import dev.millrace.model.Task;
import dev.millrace.model.artifact.ArtifactException;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.image.ImageLimits;
import dev.millrace.model.image.ImageModels;
import dev.millrace.model.nativemath.Precision;
import dev.millrace.model.text.TextLimits;
import dev.millrace.model.text.TextModels;
import dev.millrace.service.models.MissingModelException;
import dev.millrace.service.models.ModelLog;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace evaluate}: has a model classify a labelled data set, just as the streams app would. */
@Command(
        name = "evaluate",
        description = "Tells how good a model is on a labelled data set.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  millrace evaluate image --model image.millrace --data photos/",
            "  millrace evaluate review --model 000003-9ed1d997 --data reviews.tsv --bootstrap-server kafka:9092"
        })
public final class EvaluateCommand implements Callable<Integer> {

    private static final int BATCH = 64;

    @Parameters(paramLabel = "TASK", description = "image or review.")
    private Task task;

    @Option(
            names = "--model",
            required = true,
            paramLabel = "FILE|VERSION",
            description = "A file that 'fit' wrote, else a version as 'models list' shows it.")
    private String model;

    @Option(names = "--data", required = true, paramLabel = "PATH", description = "A data set, as for 'produce'.")
    private Path data;

    @Option(
            names = "--split",
            description = "Part of a data set that has parts: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Split split = Split.TRAIN;

    @Option(names = "--limit", paramLabel = "N", description = "Take no more than that, in an order told by the seed.")
    private int limit = Integer.MAX_VALUE;

    @Option(names = "--seed", paramLabel = "N", description = "Of the order. Default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(names = "--precision", description = "Arithmetic: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Precision precision = Precision.FLOAT32;

    @Option(names = "--json", description = "For programs.")
    private boolean json;

    @Mixin
    private ClusterOptions cluster;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws IOException {
        ModelArtifact artifact = artifact();
        return task == Task.IMAGE
                ? evaluate(ImageModels.load(artifact, ImageLimits.standard(), precision), Sample::image)
                : evaluate(TextModels.load(artifact, TextLimits.standard(), precision), Sample::text);
    }

    private ModelArtifact artifact() throws IOException {
        Path file = Path.of(model);
        try {
            return ModelArtifact.parse(Files.isRegularFile(file) ? Files.readAllBytes(file) : fetch());
        } catch (ArtifactException e) {
            throw new CommandException("'" + model + "' is no model: " + e.getMessage(), e);
        }
    }

    private byte[] fetch() {
        try (Cluster connected = Cluster.of(cluster.connection())) {
            connected.requireTopics(List.of(connected.topics().models().name()));
            try (ModelLog log = ModelLog.open(connected.connection(), connected.topics())) {
                log.readToEnd();
                return log.fetch(task, model);
            }
        } catch (MissingModelException e) {
            throw new CommandException("'" + model + "' is neither a file nor a version: " + e.getMessage(), e);
        }
    }

    private <T> int evaluate(LoadedModel<T> loaded, Function<Sample, T> toInput) {
        Confusion confusion = new Confusion();
        int rejected = 0;
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        try (loaded;
                Classifier<T> classifier = loaded.newClassifier();
                Samples samples =
                        SampleSpool.fill(data.toString(), DataFormats.reader(task, data, split), temporary, seed)) {
            int size = Math.min(limit, samples.size());
            for (int from = 0; from < size; from += BATCH) {
                List<Sample> batch = new ArrayList<>();
                for (int i = from; i < Math.min(size, from + BATCH); i++) {
                    batch.add(samples.get(i));
                }
                rejected +=
                        judge(classifier.classify(batch.stream().map(toInput).toList()), batch, confusion);
            }
        }
        if (confusion.judged() == 0) {
            throw new CommandException("'" + data + "' has nothing that the model can classify");
        }
        report(confusion, rejected);
        return 0;
    }

    /** Returns how many were rejected. */
    private static int judge(List<Outcome> outcomes, List<Sample> batch, Confusion confusion) {
        int rejected = 0;
        for (int i = 0; i < outcomes.size(); i++) {
            String truth = batch.get(i).label();
            rejected += outcomes.get(i)
                    .fold(
                            classified -> {
                                confusion.add(truth, classified.classification());
                                return 0;
                            },
                            rejection -> 1);
        }
        return rejected;
    }

    private void report(Confusion confusion, int rejected) {
        PrintWriter out = command.commandLine().getOut();
        if (json) {
            out.println(toJson(confusion, rejected));
            return;
        }
        out.printf(
                Locale.ROOT,
                "accuracy %.4f, loss %.4f of %d classified, %d rejected%n%n",
                confusion.accuracy(),
                confusion.loss(),
                confusion.judged(),
                rejected);
        out.printf("%-14s %9s %9s   said:%n", "true label", "precision", "recall");
        for (String truth : confusion.labels()) {
            out.printf(Locale.ROOT, "%-14s %9.3f %9.3f  ", truth, confusion.precision(truth), confusion.recall(truth));
            confusion.labels().forEach(said -> out.printf(" %6d", confusion.count(truth, said)));
            out.println();
        }
    }

    private static ObjectNode toJson(Confusion confusion, int rejected) {
        ObjectNode report = new ObjectMapper().createObjectNode();
        report.put("accuracy", confusion.accuracy());
        report.put("loss", confusion.loss());
        report.put("classified", confusion.judged());
        report.put("rejected", rejected);
        ArrayNode labels = report.putArray("labels");
        ArrayNode matrix = report.putArray("confusion");
        ObjectNode precision = report.putObject("precision");
        ObjectNode recall = report.putObject("recall");
        for (String truth : confusion.labels()) {
            labels.add(truth);
            ArrayNode row = matrix.addArray();
            confusion.labels().forEach(said -> row.add(confusion.count(truth, said)));
            put(precision, truth, confusion.precision(truth));
            put(recall, truth, confusion.recall(truth));
        }
        return report;
    }

    private static void put(ObjectNode node, String label, double value) {
        if (Double.isNaN(value)) {
            node.putNull(label);
        } else {
            node.put(label, value);
        }
    }
}
